; patch: 46: 3a -> 3f
.target hydro
.module m

.func f()
    push true
    pop
.end
