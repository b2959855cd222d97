; patch: 4: 00 -> 01
.target roomod
.extern f()
