.target roomod
.extern f(a: i32, a: i32)
