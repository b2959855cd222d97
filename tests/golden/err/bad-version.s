; target: sailar
.module m 1.2e3
;            ^^ error[LZ0110]: unexpected `e3` in a version
