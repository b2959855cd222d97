; target: roomod
; Sizes: the sum of the members, unless stated; a reference has 8.
.struct All export open
    a: bool
    b: char
    c: int
    d: uint
    e: float
    f: u8
    g: i16
    h: u32
    i: i64
    j: u128
    k: f32
    l: f64
    m: s8
    n: u16[3]
    o: Small
    p: Small[2]
    q: Small&
    r: mut Small mut&
    s: u8[100] mut&
.end
.struct Small
    a: u16
    b: u8
.end
.struct Stated size=40
    a: string
    b: any
    c: Elsewhere
    d: fn
.end
.struct Empty
.end
.extern struct Elsewhere
