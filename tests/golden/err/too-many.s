; target: lazer
.repeat 65536, i
    .const k\i = \i
;          ^ error[LZ0501]: 65537 constants, and at most 65535 fit
.end
