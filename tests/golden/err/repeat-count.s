; target: lazer
.repeat 2 - 3
;       ^^^^^ error[LZ0336]: something cannot be repeated -1 times
.end
