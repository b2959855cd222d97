; target: lazer
.const early = 1
;^^^^^^^^^^^^^^^ error[LZ0365]: declaration before the first `.module`
.module m
.native libm "libm.so"
    cos
.end
.const late = 1
;^^^^^^^^^^^^^^ error[LZ0365]: no module is open here
