.target hydro
.module m

.struct Point
    ``: i32
.end
