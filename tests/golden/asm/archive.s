; target: lazer
; Archives in archives, a native module among them.
.archive
    .module a
    .archive
        .native libm b"\xff.so"
            cos
            sin(x: f64) -> f64
        .end
    .end
    .module b
.end
