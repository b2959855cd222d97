; patch: 15: 00 -> 04
.target sailar
.module m

.struct Point
    x: i32
.end
