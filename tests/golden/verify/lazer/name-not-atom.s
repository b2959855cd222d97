; The atom `m` becomes an i16 of the same bytes.
; patch: 8: 07 -> 01
.target lazer
.module m

.func f()
    ret
.end
