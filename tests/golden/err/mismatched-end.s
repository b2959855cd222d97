; target: lazer
.func f()
    ret
.end struct
;    ^^^^^^ error[LZ0339]: expected the end of `.func`, found the end of `.struct`
.func g()
    ret
.end blok
;    ^^^^ error[LZ0339]: expected the name of a block, found `blok`
