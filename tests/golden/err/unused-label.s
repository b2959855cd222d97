; target: lazer
.func f()
loop:
;^^^^ warning[LZ0350]: unused label `loop`
    ret
.end
