; patch: 47: 01 -> 1f
.target hydro
.module m

.func f()
    push true
    pop
.end
