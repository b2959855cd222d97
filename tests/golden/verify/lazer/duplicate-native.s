.target lazer
.native libm "libm.so.6"
    cos
    sin
    cos
.end
