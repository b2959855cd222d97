; target: lazer
; Each kind of constant, with the type its literal gives it.
.module m
.const a_u8   = 255u8
.const a_i8   = -1i8
.const a_i16  = -2i16
.const a_u16  = 65535u16
.const a_i32  = -3
.const a_u32  = 4294967295u32
.const a_i64  = -4i64
.const a_u64  = 18446744073709551615u64
.const a_f32  = 1.5f32
.const a_f64  = -2.5
.const a_char = 'a'
.const a_nan  = nan
.const a_inf  = -inf
.const n_f32  = f32(nan)
.const bits32 = f32bits(0x7FC00001)
.const bits64 = f64bits(0xFFF8000000000000)
.const yes    = true
.const no     = false
.const atom   = :ok
.const quoted = :`any text`
.const text   = "caf\u{e9}\n"
.const bytes  = b"\x00\xff"
.const list   = [1, 2.5, :three, []]
.const tuple  = {:ok, true, {}}
.const map    = #{:k => 7u8, 1 => "one"}
.const there  = import libm::sqrt/1
.const here_  = fn f/0
.func f()
    ret
.end
