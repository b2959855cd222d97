.target roomod

.struct Point
    x: i32
    y: i32
.end

.struct Node
    tag:  char[8]
    at:   Point
    next: mut Node mut&
.end

.extern area(w: i32, h: i32) symbol="geo_area"
.extern distance(a: Point&, b: Point&)
.extern operator + (a: Point, b: Point)
.extern operator [] (n: mut Node&, i: uint) symbol="at_index"
