; target: lazer
; options: -I include/deep
.module m
.include "include/one.inc"
.include "include/one.inc"
.include "two.inc"
.const logo = incbin "include/bytes.bin"
