.module m
.const a = [1, 2.5, :three, #{1 => "x"}]
.pool p = tuple16{1u8, bytes32"\x01"}
.func f(x: i32) export
    loadk r0, a
    call f, tail, save
.end
