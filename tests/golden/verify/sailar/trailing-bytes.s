.target sailar
.module m

.struct Point
    x: i32
.end

.trailing b"more"
