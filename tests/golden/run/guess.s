; targets: hydro
;
; The guessing game: numbers are read until one is right. A line becomes a number digit by digit.

.target hydro
.include "variables.inc"
.module main
.using std.io.print
.using std.io.read

SECRET = 42

;; the number that a line says; -1 if it says none
.func parse(line: string) -> i32
    var      at, u64
    var      number, i32
    getindex length
    push     0u64
    equal
    branch   bad, again
again:
    getindex length
    read      at
    greaterthan
    branch   digit, done
digit:
    read      at
    getindex
    cast     i32
    push     48i32
    subtract ; line digit
    duplicate
    push     0i32
    greaterthanequal
    swap
    duplicate
    push     9i32
    lessthanequal
    rotate   3
    and  ; line digit ok
    branch   good, wrong
good:
    read  number
    push 10i32
    multiply
    add
    write  number
    read  at
    push 1u64
    add
    write  at
    jump again
wrong:
    pop
bad:
    push -1i32
    return
done:
    read number
    return
.end

.func main() -> u32
    var tries, u32
again:
    push   "your guess? "
    push   fn std.io.read::prompt
    call
    push   fn parse
    call
    read    tries
    push   1u32
    add
    write    tries
    duplicate
    push   0i32
    lessthan
    branch bad, number
bad:
    pop
    push "that is no number"
    println
    jump again
number:
    duplicate
    push   SECRET
    equal
    branch right, wrong
wrong:
    push   SECRET
    lessthan
    branch low, high
low:
    push "too low"
    println
    jump again
high:
    push "too high"
    println
    jump again
right:
    push "that is it"
    println
    read  tries
    return
.end
