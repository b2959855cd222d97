; target: lazer
.if LEVEL > 2
;   ^^^^^ error[LZ0302]: `LEVEL` is not defined up to here
    .error "too high"
.end
LEVEL = 3
.repeat COUNT
;       ^^^^^ error[LZ0302]: `COUNT` is not defined up to here
.end
