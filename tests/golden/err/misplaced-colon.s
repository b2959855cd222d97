; target: lazer
.func f(x :i32)
;         ^^^^ error[LZ0206]: unexpected space before a colon
    ret
.end
.struct P
    x : i32
;     ^ error[LZ0206]: unexpected space before a colon
.end
