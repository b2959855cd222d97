; targets: lazer roomod
;
; A native module: names of functions in a shared library. With their types, roomod can carry them too.

.native libm "libm.so.6"
    cos(x: f64) -> f64
    sin(x: f64) -> f64
    pow(x: f64, y: f64) -> f64
.end
