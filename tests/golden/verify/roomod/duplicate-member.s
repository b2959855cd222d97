.target roomod
.struct Point
    x: i32
    x: i32
.end
