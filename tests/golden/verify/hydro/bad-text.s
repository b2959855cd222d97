; patch: 10: 6d -> ff
.target hydro
.module m

.func f()
.end
