.target lazer
.module m

.func f()
    .word 0x08000107  ; call #1 with flag bit 3
    ret
.end
