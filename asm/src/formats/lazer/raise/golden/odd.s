.target lazer

.module `odd one`
.lines "a.s", "", "a.s"

.code
loop:
    .loc 2 0
    jmp loop
inside:
    .loc "a.s" 7 3
    .word 0x01000002
.end

.func f(a: any, b: any) -> any
    loadk r0, list
    call  #11, tail, save
    loadk s3, "two\nlines"
.end

.pool odd_one = :`odd one`
.const list = list16[-2i16, fn f, function({fn g/0, 9, 70})]

.func f(a: any, b: any) dup registers=9
    call libm::`r1`/1, 129
    put  a, b
    .word 0x02FF0143
    jt   b, -32768
    .loc "" 4294967295 65535
    call #4
    .word 0x00000080
    .word 0x00002808
.end

.pool inside = fn inside/1 at=inside
.pool beyond = fn beyond/200 registers=200 at=99
.const map = #{1u8 => true, 1u8 => true}
.const float_nan = f64bits(0x7FF8000000000001)
.const float_0_0 = -0.0f32
.const bytes = bytes32"\xff\0"
.const import_f = import `odd one`::f/2
.const int_18446744073709551615 = 18446744073709551615u64

.archive

.module
.lines

.archive
.end

.end

.native libm b"\xff\0"
    cos
    fn
    cos
    `a b`
.end

.trailing b"LZR\0"
