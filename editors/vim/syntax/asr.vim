" Colours for recipes of asrsh.
" A test holds the words to those of the language.

if exists("b:current_syntax")
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,192-255

syntax keyword asrConditional if else
syntax keyword asrRepeat for while break continue
syntax keyword asrException try catch
syntax keyword asrStatement return
syntax keyword asrInclude import
syntax keyword asrOperatorWord and or not in
syntax keyword asrDefine def nextgroup=asrDefined skipwhite
syntax keyword asrParam param nextgroup=asrParameter skipwhite
syntax keyword asrConstant true false none

syntax match asrDefined /\K\k*/ contained
syntax match asrParameter /\K\k*/ contained nextgroup=asrTypeColon skipwhite
syntax match asrTypeColon /:/ contained nextgroup=asrType skipwhite
syntax keyword asrType int float bool string path list contained

syntax match asrOperator /[-+*\/%@<>=:]\|[!=<>]=\|=>\|\*\*\|\/\/\|\.\.\./
syntax match asrCall /\K\k*\ze\s*(/
syntax match asrArgument /\K\k*\ze\s*=[=>]\@!/ contained
syntax match asrFunctionParameter /\K\k*\ze\s*=>/
syntax match asrNumber /\<\d\%(_\?\d\)*\%(\.\d\%(_\?\d\)*\)\?\%([eE][+-]\?\d\%(_\?\d\)*\)\?/
" A word behind a dot is a field, whatever it is elsewhere.
syntax match asrField /\.\s*\K\k*/

" What may stand in an expression.
syntax cluster asrCode contains=asrConditional,asrRepeat,asrException,asrStatement,asrOperatorWord,asrConstant,asrOperator,asrCall
syntax cluster asrCode add=asrFunctionParameter,asrNumber,asrField,asrString,asrRawString,asrFormatted,asrComment

syntax region asrParentheses start=/(/ end=/)/ transparent contains=@asrCode,asrParentheses,asrArgument

syntax match asrEscape /\\\%([ntr"\\]\|u{\x\{1,6}}\)/ contained
syntax match asrRawQuote /\\[\\"]/ contained
syntax match asrBadEscape /\\[^ntr"\\u]\|\\u\%({\x\{1,6}}\)\@!/ contained

syntax region asrString start=/"/ end=/"/ oneline contains=asrEscape,asrBadEscape
syntax region asrString start=/"""/ end=/"""/ contains=asrEscape,asrBadEscape
syntax region asrRawString matchgroup=asrString start=/\<r"/ end=/"/ oneline contains=asrRawQuote
syntax region asrRawString matchgroup=asrString start=/\<r"""/ end=/"""/ contains=asrRawQuote
syntax region asrFormatted matchgroup=asrString start=/\<f"/ end=/"/ oneline contains=asrEscape,asrBadEscape,asrInterpolation,asrBrace
syntax region asrFormatted matchgroup=asrString start=/\<f"""/ end=/"""/ contains=asrEscape,asrBadEscape,asrInterpolation,asrBrace
syntax region asrFormatted matchgroup=asrString start=/\<\%(fr\|rf\)"/ end=/"/ oneline contains=asrRawQuote,asrInterpolation,asrBrace
syntax region asrFormatted matchgroup=asrString start=/\<\%(fr\|rf\)"""/ end=/"""/ contains=asrRawQuote,asrInterpolation,asrBrace

" In the field of a formatted string a colon begins the format, but not inside of brackets.
syntax region asrInterpolation matchgroup=asrSpecial start=/{/ end=/}/ contained contains=@asrCode,asrFieldBrackets,asrFormat
syntax region asrFieldBrackets start=/(/ end=/)/ contained transparent contains=@asrCode,asrFieldBrackets,asrArgument
syntax region asrFieldBrackets start=/\[/ end=/\]/ contained transparent contains=@asrCode,asrFieldBrackets
syntax region asrFieldBrackets start=/{/ end=/}/ contained transparent contains=@asrCode,asrFieldBrackets
syntax region asrFormat matchgroup=asrSpecial start=/:/ end=/\ze[}"]/ contained contains=asrInterpolation
syntax match asrBrace /{{\|}}/ contained

syntax match asrComment /#.*/ contains=asrTodo,@Spell
syntax keyword asrTodo TODO FIXME XXX contained
syntax match asrStep /^# *%%\%(\s.*\)\?$/ contains=@Spell
syntax region asrProse matchgroup=asrStep start=/^# *%%\s\+\[markdown\].*$/ end=/^\%(#\%( *%%\%(\s\|$\)\)\@!\|\s*$\)\@!/me=s-1 contains=@Spell keepend

syntax sync minlines=200

highlight default link asrConditional Conditional
highlight default link asrRepeat Repeat
highlight default link asrException Exception
highlight default link asrStatement Statement
highlight default link asrInclude Include
highlight default link asrOperatorWord Operator
highlight default link asrDefine Keyword
highlight default link asrParam Keyword
highlight default link asrConstant Constant
highlight default link asrDefined Function
highlight default link asrParameter Identifier
highlight default link asrType Type
highlight default link asrOperator Operator
highlight default link asrCall Function
highlight default link asrArgument Identifier
highlight default link asrFunctionParameter Identifier
highlight default link asrNumber Number
highlight default link asrString String
highlight default link asrRawString String
highlight default link asrFormatted String
highlight default link asrEscape SpecialChar
highlight default link asrBrace SpecialChar
highlight default link asrBadEscape Error
highlight default link asrSpecial Special
highlight default link asrFormat Special
highlight default link asrComment Comment
highlight default link asrTodo Todo
highlight default link asrProse Comment
highlight default link asrStep Title

let b:current_syntax = "asr"
