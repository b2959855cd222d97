.target lazer
.module m

.func f()
    .word 0x01000002  ; ret, and a bit of a third operand
.end
