.target hydro
.module m

.struct Point
    x: i32
.end

.struct Point dup
    y: i32
.end
