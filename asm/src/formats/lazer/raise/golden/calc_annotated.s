.target lazer

.module calc

.const int_42 = 42              ; #1
.const hello = "hello"          ; #2
.const list = [1, 2.5, :three]  ; #3
.const tuple = {:ok, true}      ; #4
.const map = #{:k => 7u8}       ; #5

.func fact(a: any) -> any  ; #6, from word 0
    loadk r0, 1i64   ; #8
loop:
    loadk r3, 1i64   ; #8
    le    r2, a, r3  ; r2 = whether a ≤ r3
    jt    r2, done   ; to word 7
    mul   r0, r0, a  ; r0 = r0 × a
    sub   a, a, r3   ; a = a − r3
    jmp   loop       ; to word 1
done:
    ret              ; returns `r0`
.end

.func main()  ; #7, from word 8
    loadi r1, 10
    call  fact                ; #6, word 0
    move  r1, r0              ; r1 = r0
    call  libm::sqrt/1, tail  ; #9
    loadk r2, hello           ; #2: "hello"
    ret                       ; returns `r0`
.end
