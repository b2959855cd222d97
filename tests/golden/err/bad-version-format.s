; target: sailar
.format 0.12u8
;           ^^ error[LZ0110]: `u8` in a version
.module m 1_0
;          ^^ error[LZ0110]: `_0` in a version
