; targets: lazer
;
; Instructions of your own. Opcodes 80 to FF are free; `.op` names one and declares its three bytes.

.target lazer
.module custom

.op fma 0x80 dst:reg, a:reg, b:reg     ; dst = dst + a * b, on a machine that knows it
.op wait 0x81 ticks:u16
.op fetch 0x82 dst:reg, entry:const16  ; an entry of the constant pool
.op loopnz 0x83 counter:reg, again:label16

.const name = "custom"

.func dot(a: f64, b: f64, n: i32) -> f64
    loadk  r0, 0.0
again:
    fma    r0, a, b
    loopnz n, again
    wait   500
    fetch  r4, name
    ret
.end
