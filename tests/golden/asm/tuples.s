; target: lazer
; Allocations, with their elements after them.
.func f(a: i32, b: i32)
    tuple r0, 2, 3
    put   a, b
    list  r3, 4, 4
    put   a, b, a
    put   b
    map   r4, 1, 5
    put   a, b
    get   r0, r3, a
    len   r0, r4
    ret
.end
