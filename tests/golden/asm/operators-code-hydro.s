.target hydro
; An operator with a body is a function named by its symbol.
.module m
.operator + (a: i32, b: i32) -> i32
    add
    return
.end
.operator token 99 (a: i32) symbol="own"
.end
