; target: lazer
.func f()
;     ^ warning[LZ0511]: the end of `f` can be reached
    nop
.end
.func g()
    ret
.end
