.target hydro
.module m

.func f()
.end

.func f() dup
.end
