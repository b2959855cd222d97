.target lazer
.module m

.pool pointer = fn f/32 at=start

.code
start:
    ret
.end
