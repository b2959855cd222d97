.target roomod
.struct Point size=12
    x: i32
    y: i32
.end
