; target: lazer
.const a = 1
.macro m
;^^^^^ error[LZ0205]: this `.macro` has no `.end`
    nop
