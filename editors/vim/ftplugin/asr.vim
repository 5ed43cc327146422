" Settings for recipes of asrsh: comments, gq by `asrsh format`, :make by `asrsh check`, steps as folds.

if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=2 softtabstop=2 textwidth=100
setlocal formatoptions-=t formatoptions+=croql
setlocal formatexpr=AsrFormat()
setlocal formatprg=asrsh\ format\ -
setlocal makeprg=asrsh\ check\ --no-color\ %:S
setlocal errorformat=%Eerror:\ %m,%Wwarning:\ %m,%C\ %#┌\ %f:%l:%v,%Z\ %#=\ hint:\ %m,%C%.%#│%.%#,%C\ %#=\ %.%#,%-G%.%#
setlocal foldexpr=getline(v:lnum)=~#'^#\ *%%\\%(\\s\\\|$\\)'?'>1':'='

let b:undo_ftplugin = "setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< textwidth<"
      \ . " formatoptions< formatexpr< formatprg< makeprg< errorformat< foldexpr<"

if exists("*AsrFormat")
  finish
endif

" Lays out the lines that gq was given, and leaves them alone if they are no whole statements.
" Comments are wrapped by Vim itself.
function AsrFormat() abort
  let l:lines = getline(v:lnum, v:lnum + v:count - 1)
  if mode() =~# '[iR]' || empty(filter(copy(l:lines), 'v:val !~# "^\\s*\\%(#\\|$\\)"'))
    return 1
  endif
  let l:laid = systemlist('asrsh format - 2>&1', l:lines)
  if v:shell_error
    echohl ErrorMsg | echomsg get(l:laid, 0, 'asrsh format failed') | echohl None
    return 0
  endif
  let l:indent = matchstr(l:lines[0], '^\s*')
  call map(l:laid, 'v:val ==# "" ? "" : l:indent . v:val')
  call append(v:lnum + v:count - 1, l:laid)
  execute 'silent keepjumps' v:lnum . ',' . (v:lnum + v:count - 1) . 'delete _'
  return 0
endfunction
