.target hydro
.module m
.sections functions, usings, layouts
.using std.io

.func f()
.end
