; target: lazer
.if LEVEL > 2
;   ^^^^^ error[LZ0302]: `LEVEL` is used before its definition
    .error "too high"
.end
LEVEL = 3
.repeat COUNT
;       ^^^^^ error[LZ0302]: `COUNT` is used before its definition
.end
