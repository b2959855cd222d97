; target: lazer
.macro m
.end
.macro m
;      ^ error[LZ0328]: duplicate macro `m`
.end
