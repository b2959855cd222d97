.if target == lazer && defined(DEBUG)
.op twice 0x80 dst:reg, n:i16
.elif 1 + 2 * 3 > 6
.loc "a.s" 3
.else
.error "no"
.end
.func f()
1:  jmp 1b
    .word 0x12345678
    tuple r1, 2, 0
    put r1, r2
.end
