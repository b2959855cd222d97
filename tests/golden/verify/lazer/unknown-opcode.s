.target lazer
.module m

.func f()
    .word 0x0000000F
    ret
.end
