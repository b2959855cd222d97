; patch: 20: 00 -> 01
.target hydro
.module m

.func f()
.end
