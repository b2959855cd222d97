.target roomod
.extern operator token 99 (a: i32)
