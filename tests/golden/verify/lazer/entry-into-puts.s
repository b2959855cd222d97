.target lazer
.module m

.pool pointer = fn f/0 at=inside

.code
    tuple r1, 1, 1
inside:
    put   r0
    ret
.end
