.target sailar
.format 0.0
.module `operator` 0.300.4294967295
.optional 7 b"\0x"

.struct Odd export
    f0:  mut Point mut& export
    f1:  u8[16]
    f2:  u8[] export
    f3:  T mut
    f4:  T mut&[3]& export
    f5:  `T mut[4]`
    f6:  `u8[016]` export
    f7:  `u8[ 4]`
    f8:  `a b` export
    f9:  `r1`
    f10: `mut` export
    f11: `mut mut T`
    f12: fn export
    f13: fn&
    f14: `true` export
    f15: `a::b`
    f16: `\`x\`` export
    f17: `\`x\`&`
    f18: ` ` export
    f19: a.b[4294967295]
    f20: `a[4294967296]` export
    f21: `é\u{202e}`
    f22: struct export
    f23: from&
    f24: export export
    f25: `here`
.end

.struct Odd export open dup
    export: u8 export
.end

.struct `a\nb` export
    a: u8
    a: u8 export
.end

.trailing b"\x01\x02"
