; target: lazer
.const k = 5
.const sum = k + 1
;            ^ error[LZ0304]: expected a constant of the assembler, found `k`
.const a = b
;          ^ error[LZ0363]: cyclic definition of `b`
.const b = c
.const c = a
.const after = a
.const own = own
;            ^^^ error[LZ0363]: cyclic definition of `own`
.func main()
    loadk r0, after
    loadk r0, b
    ret
.end
