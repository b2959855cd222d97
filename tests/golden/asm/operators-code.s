; target: lazer
; An operator with a body is a function named by its symbol.
.module m
.operator + (a: i32, b: i32) -> i32
    add r0, a, b
    ret
.end
