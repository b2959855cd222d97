; target: lazer
; options: -D ;x=1
.module m
