; target: lazer
; Line rows of a source that was compiled from another.
.module m
.lines "b.src", "a.src"
.func f()
    .loc "a.src" 10
    nop
    .loc "a.src" 11 5
    .loc "b.src" 12 6
    nop
    ret
.end
