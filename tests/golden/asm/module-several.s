; target: lazer roomod
; Several modules: an archive, a file of several modules, one merged file.
.module left
.func f(a: i32)
    ret
.end
.module `right hand/2` 1.0
.func g(b: i32)
    ret
.end
.native libm "libm.so"
    cos(x: f64) -> f64
.end
