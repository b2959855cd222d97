; cut: 20
.target sailar
.module m

.struct Point
    x: i32
.end
