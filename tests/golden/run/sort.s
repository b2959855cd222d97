; targets: hydro
;
; An array sorted by exchanging neighbours.

.target hydro
.include "variables.inc"
.module main
.using std.io.print

.macro fill index, value
    push \index
    push \value
    setindex
.end

.func sort(values: i32[]) -> i32[]
    var i, u64
    var a, i32
    var b, i32
    var swapped, bool
pass:
    push false
    write  swapped
    push 1u64
    write  i
step:
    getindex length
    read      i
    greaterthan
    branch   compare, finished
compare:
    read      i
    push     1u64
    subtract
    getindex
    write      a
    read      i
    getindex
    write      b
    read      a
    read      b
    greaterthan
    branch   exchange, forward
exchange:
    read      i
    push     1u64
    subtract
    read      b
    setindex
    read      i
    read      a
    setindex
    push     true
    write      swapped
forward:
    read  i
    push 1u64
    add
    write  i
    jump step
finished:
    read    swapped
    branch pass, sorted
sorted:
    return
.end

.func main() -> any
    alloc i32[7]
    fill  0u8, 5i32
    fill  1u8, -3i32
    fill  2u8, 12i32
    fill  4u8, -3i32
    fill  5u8, 7i32
    fill  6u8, 1i32
    duplicate
    println
    push  fn sort
    call
    return
.end
