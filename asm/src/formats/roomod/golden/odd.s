.target roomod

.struct `` size=0
    ``: ``
.end

.struct u8
    a: u8
    b: s8
.end

.struct Self size=4
    self: Self
.end

.struct Twice
.end

.struct Twice dup size=7
    t: Twice
    t: mut T[4] mut
.end

.struct `struct` size=9
    `operator`: fn
    mut:        `mut`
    r1:         `r1`
.end

.extern f()
.extern f() dup
.extern f(t: mut T[4] mut) symbol=""
.extern `my-mod/util\n`(`x::y`: `a::b`, x: string) symbol="\x1b[0m"
.extern operator token 99 (a: i32)
.extern operator token 0 () symbol="x"
.extern operator [] ()
.extern operator token 4294967295 ()

.trailing b"\0more\""
