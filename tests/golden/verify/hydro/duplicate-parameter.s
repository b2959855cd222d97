.target hydro
.module m

.func f(a: i32, a: i32)
    pop
    pop
.end
