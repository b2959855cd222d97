.target hydro
.module m

.struct Point
    x: i32
    x: i32
.end
