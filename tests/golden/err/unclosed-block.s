; target: lazer
.if 1
;^^^^ error[LZ0337]: unclosed block `.if`
.func f()
    ret
.end
