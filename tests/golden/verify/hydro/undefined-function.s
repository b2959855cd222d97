.target hydro
.module m

.extern gone

.func f()
    push fn gone
    pop
.end
