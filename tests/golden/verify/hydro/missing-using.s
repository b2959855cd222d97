.target hydro
.module m

.func f()
    push fn other::g
    pop
.end
