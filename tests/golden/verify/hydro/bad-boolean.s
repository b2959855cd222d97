; patch: 48: 01 -> 02
.target hydro
.module m

.func f()
    push true
    pop
.end
