.target roomod
.extern f(a: u8 mut)
