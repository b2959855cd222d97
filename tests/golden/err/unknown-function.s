; target: lazer
.func area()
    call  aera
;         ^^^^ error[LZ0514]: no function `aera` is defined or declared
    loadk r1, fn aera
    call  area/3
    ret
.end
.const pointer = fn aera
