; target: lazer
.extern pow(x: f64) -> f64 from libm
.extern pow(x: f64, y: f64) -> f64 from libm
.func f()
    call  pow
;         ^^^ error[LZ0409]: ambiguous function `pow`
    loadk r0, fn pow
    call  libm::pow
    ret
.end
