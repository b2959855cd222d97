.target hydro
; `alloc` of arrays and of variables.
.module m
.struct P
    x: i32
.end
.func f()
    alloc    u8[5]
    alloc    u8[]
    alloc    P[2][]
    alloc    P
    alloc    i32&
    allocvar u8[5]
    cast     string
    getindex
    getindex x
    setindex
    setindex length
    duplicate
    duplicate 3
    rotate   -3
.end
