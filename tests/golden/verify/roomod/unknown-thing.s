; patch: 13: 00 -> 02
.target roomod
.extern f()
