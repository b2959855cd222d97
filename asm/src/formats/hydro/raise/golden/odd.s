.target hydro
.format header=packed

.module main
.using ``
.using ``
.sections b"\0\0", functions, layouts, usings

.extern struct string
.extern nowhere

.struct P
    ``: geo::`u8`[0][]&
    fn: fn
.end

.struct P dup
.end

.intrinsic f(u8: any, u8: P)
    vm "println"
    `my vm` ""
.end

.func f() dup
loop:
    jump     done
    branch   loop, 4294967295
    push     -2147483648
    push     340282366920938463463374607431768211455u128
    push     -170141183460469231731687303715884105728i128
    push     f32bits(0x7FC00001)
    push     "\0\u{202e}\"\n"
    push     fn nowhere
    push     fn main::f
    push     ref `r1`
    duplicate 3
    duplicate
    rotate   -3
    allocvar `string`[2]
    alloc    geo::`u8`[0][]&
    alloc    geo::`u8`[0][]&[]
done:
.end

.module ``
.sections usings=0, layouts, functions=7

.trailing b"\xff"
