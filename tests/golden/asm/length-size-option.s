; target: sailar
; options: --length-size 4
.module m
