.target hydro
.module m

.func f()
    push 1i32
    return
    push 2i32
    return
.end
