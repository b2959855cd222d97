; target: lazer
.if 1
;^^^^ error[LZ0337]: this `.if` has no `.end`
.func f()
    ret
.end
