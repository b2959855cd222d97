; targets: lazer
;
; Several modules in one file. A Lazer file with more than one module is an archive of them, in the order of the source;
; `.archive` nests one archive in another.

.target lazer

.module main

.func main() -> i32
    loadi r1, 20
    call  double::twice/1  ; name and arity: the function lives in another module, so both are needed
    loadi r1, 2
    move  r2, r0
    call  double::sum/2, tail
.end

.module double

.func twice(n: i32) -> i32
    add r0, n, n
    ret
.end

.func sum(a: i32, b: i32) -> i32
    add r0, a, b
    ret
.end

.archive  ; a file within the file
.native libc "libc.so.6"
    puts
.end

.module extras

.func shout()
    loadk r1, "!"
    call  libc::puts/1, tail
.end
.end
