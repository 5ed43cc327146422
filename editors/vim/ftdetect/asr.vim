autocmd BufRead,BufNewFile *.asr setfiletype asr
