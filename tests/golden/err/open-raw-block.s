; target: lazer
.const a = 1
.macro m
;^^^^^ error[LZ0205]: `.macro` without `.end`
    nop
