; target: hydro
.struct P
    x: Pont
;      ^^^^ error[LZ0517]: unknown type `Pont`
.end
.struct Point
.end
