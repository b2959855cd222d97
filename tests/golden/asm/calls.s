; target: lazer
; Functions and imports, by arity.
.module m
.extern sqrt(x: f64) -> f64 from libm
.extern pow(x: f64) -> f64 from libm
.extern pow(x: f64, y: f64) -> f64 from libm
.func f(a: i32)
    call  f
    call  f/1, save
    call  sqrt
    call  pow/2
    call  other::g/3
    loadk r1, fn f
    callr r1, tail, save
    call  m::f/1, tail
.end
