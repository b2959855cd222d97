.target hydro
.format header=packed
.module m
.using n
