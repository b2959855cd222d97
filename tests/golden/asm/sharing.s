; target: lazer
; Equal constants share one entry, the first; an entry of `.pool` is its own.
.module m
.const one   = 1
.const again = 1
.const byte  = 1u8
.const yes   = true
.const atom  = :true
.pool  other = 1
.func f()
    loadk r1, one
    loadk r2, again
    loadk r3, 1
    loadk r4, other
    loadk r5, #1
    loadk r6, "new"
    loadk r7, "new"
    loadk r8, true
    ret
.end
