; target: lazer
.func f(a: i32)
    ret
.end
.func f(b: i64)
;     ^ error[LZ0509]: the function `f/1` is defined twice
    ret
.end
