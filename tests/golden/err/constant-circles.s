; target: lazer
.const k = 5
.const sum = k + 1
;            ^ error[LZ0304]: `k` is a constant of the module, which is not computed with
.const a = b
;          ^ error[LZ0363]: the value of `b` depends on itself
.const b = c
.const c = a
.const after = a
.const own = own
;            ^^^ error[LZ0363]: the value of `own` depends on itself
.func main()
    loadk r0, after
    loadk r0, b
    ret
.end
