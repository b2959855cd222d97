.target lazer

.module calc

.const int_42 = 42
.const hello = "hello"
.const list = [1, 2.5, :three]
.const tuple = {:ok, true}
.const map = #{:k => 7u8}

.func fact(a: any) -> any
    loadk r0, 1i64
loop:
    loadk r3, 1i64
    le    r2, a, r3
    jt    r2, done
    mul   r0, r0, a
    sub   a, a, r3
    jmp   loop
done:
    ret
.end

.func main()
    loadi r1, 10
    call  fact
    move  r1, r0
    call  libm::sqrt/1, tail
    loadk r2, hello
    ret
.end
