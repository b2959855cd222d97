.target sailar
.format 0.12 length_size=4
.module m

.struct Point
    x: i32
.end
