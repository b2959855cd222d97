; target: sailar
; options: --length-size 1
.module m 300
;         ^^^ error[LZ0506]: a version number is 300, and a length size of 1 holds at most 255
