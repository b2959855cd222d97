.target roomod
.extern f()
.trailing b"more"
