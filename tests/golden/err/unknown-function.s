; target: lazer
.func area()
    call  aera
;         ^^^^ error[LZ0514]: undefined function `aera`
    loadk r1, fn aera
    call  area/3
    ret
.end
.const pointer = fn aera
