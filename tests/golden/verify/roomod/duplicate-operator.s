.target roomod
.extern operator + (a: i32, b: i32)
.extern operator + (c: i32, d: i32) symbol="other" dup
