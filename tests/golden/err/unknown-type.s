; target: hydro
.struct P
    x: Pont
;      ^^^^ error[LZ0517]: no type `Pont` is defined or declared
.end
.struct Point
.end
