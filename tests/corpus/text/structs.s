.module geometry 1.2.0
.using std.io
.struct Point export open size=8
    x: i32 export
    next: mut Point mut& export
.end
.operator + (a: Point&, b: Point&) -> Point symbol="add"
    ret
.end
.extern sqrt(x: f64) -> f64 from libm
.native libm "libm.so.6"
    cos
.end
