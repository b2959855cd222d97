; patch: 11: 6d -> 00
.target sailar
.module m

.struct Point
    x: i32
.end
