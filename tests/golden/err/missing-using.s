.target hydro
.module m
.func f()
    push fn std.io::println
;           ^^^^^^^^^^^^^^^ warning[LZ0512]: no `.using` names the module `std.io`
    call
.end
