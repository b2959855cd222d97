; target: lazer
.repeat 2 - 3
;       ^^^^^ error[LZ0336]: invalid repeat count -1
.end
