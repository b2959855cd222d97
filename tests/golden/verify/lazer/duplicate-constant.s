.target lazer
.module m

.pool one = 5
.pool other = 5
