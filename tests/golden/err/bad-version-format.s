; target: sailar
.format 0.12u8
;           ^^ error[LZ0110]: unexpected `u8` in a version
.module m 1_0
;          ^^ error[LZ0110]: unexpected `_0` in a version
