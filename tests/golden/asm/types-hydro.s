; target: hydro
; Each type.
.module m
.struct P
    a: any
    b: bool
    c: u8
    d: u16
    e: u32
    f: u64
    g: u128
    h: i8
    i: s16
    j: i32
    k: s64
    l: i128
    m: f32
    n: f64
    o: string
    p: char
    q: int
    r: uint
    s: float
    t: u8[]
    u: u8[4]
    v: Q
    w: other::R
    x: fn
    y: Q&
    z: mut Q[2] mut&
    aa: i32&[3][]
.end
.struct Q
.end
