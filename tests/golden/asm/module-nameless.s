; target: lazer
; Without a name, bit 1 of the flags is clear.
.module
.const a = 1
