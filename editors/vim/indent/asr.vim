" The indentation that `asrsh format` gives: two columns for each line that opens brackets, and two more
" for what goes on with a statement.

if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=AsrIndent() indentkeys=0),0],0},0.,!^F,o,O
let b:undo_indent = "setlocal indentexpr< indentkeys<"

if exists("*AsrIndent")
  finish
endif

" Whether what stands at a place is no code.
function s:IsText(line, column) abort
  return synIDattr(synID(a:line, a:column, 1), "name") =~# 'String\|Formatted\|Raw\|Escape\|Brace\|Interpolation\|Special\|Format\|Comment\|Prose\|Step\|Todo'
endfunction

" The code of a line, without what is behind a comment's mark.
function s:Code(number) abort
  let l:line = getline(a:number)
  let l:end = match(l:line, '\s*#')
  while l:end >= 0 && synIDattr(synID(a:number, matchend(l:line, '\s*#', l:end), 1), "name") !~# 'Comment\|Prose\|Step'
    let l:end = match(l:line, '\s*#', l:end + 1)
  endwhile
  return l:end < 0 ? l:line : strpart(l:line, 0, l:end)
endfunction

function AsrIndent() abort
  let l:line = getline(v:lnum)
  if l:line =~# '^#' || s:IsText(v:lnum, 1) && synIDattr(synID(v:lnum, 1, 1), "name") !~# 'Comment'
    return -1
  endif
  call cursor(v:lnum, 1)
  let l:opener = searchpair('[([{]', '', '[])}]', 'bnW', 's:IsText(line("."), col("."))', max([1, v:lnum - 500]), 200)
  let l:base = l:opener > 0 ? indent(l:opener) : 0
  if l:line =~# '^\s*[])}]'
    return l:base
  endif
  let l:inside = l:opener > 0 ? l:base + shiftwidth() : 0
  let l:before = prevnonblank(v:lnum - 1)
  while l:before > l:opener && s:Code(l:before) =~# '^\s*$'
    let l:before = prevnonblank(l:before - 1)
  endwhile
  let l:goes_on = l:before > l:opener && s:Code(l:before) =~# '\%([-+*/%@<>=]\|\<\%(and\|or\|not\|in\)\)\s*$'
  return l:inside + (l:goes_on || l:line =~# '^\s*\.\K' ? shiftwidth() : 0)
endfunction
