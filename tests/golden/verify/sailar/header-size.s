; patch: 9: 04 -> 05
.target sailar
.module m

.struct Point
    x: i32
.end
