; cut: 16
.target roomod
.extern f()
