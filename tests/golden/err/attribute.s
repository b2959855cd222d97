; target: lazer
.func f() exprot
;         ^^^^^^ error[LZ0368]: unknown attribute `exprot`
    ret
.end
.func g() export export
;                ^^^^^^ error[LZ0368]: duplicate attribute `export`
    ret
.end
.func h() export=1
;         ^^^^^^ error[LZ0368]: `export` takes no value
    ret
.end
.func i() registers
;         ^^^^^^^^^ error[LZ0368]: `registers` needs a value
    ret
.end
.const c = 1 open
;            ^^^^ error[LZ0368]: unknown attribute `open`
