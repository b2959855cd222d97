.target hydro
.module m
.struct P
    x: i32
    x: i32
;   ^ warning[LZ0370]: duplicate field `x`
.end
.func f(a: i32, a: i32)
;               ^ warning[LZ0370]: duplicate parameter `a`
.end
.module m
;       ^ warning[LZ0370]: duplicate module `m`
