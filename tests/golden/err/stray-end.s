; target: lazer
.end
;^^^ error[LZ0338]: this `.end` ends nothing
.else
;^^^^ error[LZ0338]: this branch belongs to no `.if`
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
