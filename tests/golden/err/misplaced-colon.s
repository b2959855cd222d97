; target: lazer
.func f(x :i32)
;         ^^^^ error[LZ0206]: the colon must touch the name before it
    ret
.end
.struct P
    x : i32
;     ^ error[LZ0206]: the colon must touch the name before it
.end
