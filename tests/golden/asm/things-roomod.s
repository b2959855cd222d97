; target: roomod
; Functions, prototypes, operators, natives and intrinsics alike, in source order.
.struct P
    x: i32
.end
.func area(w: i32, h: i32) -> i32 symbol="geo_area"
    mul r0, w, h
    ret
.end
.extern distance(a: P&, b: mut P mut&) -> float
.operator + (a: P, b: P) -> P
    ret
.end
.extern operator << (a: P, b: uint) -> P
.extern operator token 99 (a: P)
.extern operator [] (a: P, i: uint) -> char symbol="at"
.intrinsic print(value: string)
    vm "print"
.end
.native libm "libm.so"
    cos(x: f64) -> f64
.end
