; cut: 40
.target hydro
.module m

.func f()
.end
