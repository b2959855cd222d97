.target roomod
.struct `u8`
    value: i32
.end
