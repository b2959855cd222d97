.target roomod
.extern f(``: i32)
