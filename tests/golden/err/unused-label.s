; target: lazer
.func f()
loop:
;^^^^ warning[LZ0350]: nothing refers to the label `loop`
    ret
.end
