.target hydro
.module m

.func f()
    jump 9
.end
