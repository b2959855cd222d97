; target: sailar roomod
.module m
.struct P
    y: i32
.end
.struct P dup
    x: i32
.end
