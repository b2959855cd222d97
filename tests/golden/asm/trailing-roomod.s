; target: roomod
.extern f()
.trailing b"\x00after"
