; patch: 8: 00 -> 03
.target sailar
.module m

.struct Point
    x: i32
.end
