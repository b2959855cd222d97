; target: hydro
.module main
.using std.io.print
.using `a/b`
