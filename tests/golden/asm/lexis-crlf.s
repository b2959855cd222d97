.target lazer
.module m
.const	a = 1
