; target: lazer
.func f(a: i32)
    ret
.end
.func f(b: i64)
;     ^ error[LZ0509]: duplicate function `f/1`
    ret
.end
