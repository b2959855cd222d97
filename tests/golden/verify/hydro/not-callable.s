.target hydro
.module m

.func f()
    push 1u8
    call
.end
