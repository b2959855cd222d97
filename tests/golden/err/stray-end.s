; target: lazer
.end
;^^^ error[LZ0338]: `.end` without a block
.else
;^^^^ error[LZ0338]: a branch without an `.if`
.if 1
.else
.elif 1
;^^^^^^ error[LZ0338]: a branch after `.else`
.end
.func f()
.macro m
.end
    ret
.end
