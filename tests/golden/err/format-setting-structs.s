; target: sailar
.format 0.12 structs=none
.module m
.struct P
;       ^ error[LZ0510]: a struct in a file without a table of structs
.end
