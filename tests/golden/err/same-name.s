.target hydro
.module m
.struct P
    x: i32
    x: i32
;   ^ warning[LZ0370]: the field `x` stands twice
.end
.func f(a: i32, a: i32)
;               ^ warning[LZ0370]: the parameter `a` stands twice
.end
.module m
;       ^ warning[LZ0370]: the module `m` stands twice
