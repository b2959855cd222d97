; The second row is about the same word as the first.
; patch: 43: 01 -> 00
.target lazer
.module m

.func f()
    .loc "a.s" 1
    nop
    .loc "a.s" 2
    ret
.end
