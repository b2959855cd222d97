.target lazer
.module m

.pool pointer = fn f/0 at=9

.code
    ret
.end
