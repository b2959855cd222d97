; target: sailar
; The smallest length size that holds all.
.format 1.2
.module m 256
