.target sailar
.format 0.0
.module m

.struct Point
    x: i32
.end
