.target hydro
.module m

.intrinsic print(value: any)
    vm "print"
    vm "println"
.end
