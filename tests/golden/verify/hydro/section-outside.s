; patch: 29: 00 00 00 25 -> 00 00 00 07
.target hydro
.module m

.func f()
.end
