.target hydro
.module m

.func f()
.end

.trailing b"more"
