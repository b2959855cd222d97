.target hydro
.module m
.using std.io
.using std.io
