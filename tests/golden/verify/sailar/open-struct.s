; patch: 15: 00 -> 02
.target sailar
.module m

.struct Point
    x: i32
.end
