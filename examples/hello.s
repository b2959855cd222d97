; targets: lazer hydro
;
; The smallest program worth reading: it loads a text and calls a function that lives in another module.
;
;     lzasm examples/hello.s -o hello.lzr

.target lazer  ; the format, if the command line does not name one
.module hello

; A prototype: the name, the parameters and the module of a function whose body lives elsewhere.
; The call below becomes an Import in the constant pool.
.extern println(text: string) from std.io.print

.func main()
    loadk r1, "hello, world"  ; the text goes into the constant pool; arguments start at r1
    call  println
    ret                       ; returns r0, the result of the call
.end
