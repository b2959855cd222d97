; patch: 15: 66 -> ff
.target roomod
.extern f()
