; target: lazer
.macro m
.end
.macro m
;      ^ error[LZ0328]: the macro `m` is defined a second time
.end
