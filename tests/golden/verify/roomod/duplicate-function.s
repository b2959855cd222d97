.target roomod
.extern f(a: i32)
.extern f(b: i32) symbol="other" dup
