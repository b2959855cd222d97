; patch: 16: 00 -> 78
.target roomod
.extern f()
