; patch: 7: 6d -> 78
.target hydro
.module m

.func f()
.end
