; targets: hydro
;
; Layouts in layouts and arrays: values, not references, so that a copy is a copy.

.target hydro
.module main
.using std.io.print

.struct Point
    x: i32
    y: i32
.end

.struct Shape
    name:    string
    corners: Point[3]
    filled:  bool
    weight:  f64
.end

.func point(x: i32, y: i32) -> Point
    push     ref p
    alloc    Point
    load
    swap
    setindex y
    swap
    setindex x
    return
.end

.func main() -> any
    push     ref shape
    alloc    Shape
    load
    push     "triangle"
    setindex name
    push     2.5
    setindex weight
    getindex corners  ; shape corners
    push     1u8
    push     3i32
    push     -4i32
    push     fn point
    call
    setindex  ; shape corners'
    duplicate 1
    push     fn std.io.print::println
    call  ; corners' shape
    duplicate
    push     fn std.io.print::println
    call  ; corners' shape: its own corners are as they were
    swap
    setindex corners
    push     true
    setindex filled
    duplicate
    push     fn std.io.print::println
    call
    getindex corners
    push     1u8
    getindex
    getindex x
    return
.end
