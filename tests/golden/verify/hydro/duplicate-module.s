.target hydro
.module m

.func f()
.end

.module m

.func g()
.end
