; targets: lazer
;
; A table made by the assembler: squares as data words, and a function that fills a list.

.target lazer
.module table

SIZE = 16
MASK = SIZE - 1

.assert (SIZE & MASK) == 0, "SIZE must be a power of two"

; Constants of each kind. A list can hold expressions of all kinds, and lists.
.const powers = [1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7]
.const colours = #{:red => 0xFF0000, :green => 0x00FF00, :blue => 0x0000FF}
.const banner = {"table", SIZE, len("table"), 'T', true, 0.5, b"\x00\xFF"}

; One function per square: `\i` counts the repetitions.
.repeat 4, i
.func square\i\()() -> i32
    loadi r0, \i * \i
    ret
.end
.end

; A list of four elements. `put` writes them, three to a word.
.func squares() -> any
    .repeat 4, i
    loadi r\i, \i * \i
    .end
    list r4, 4, 5  ; r4 = a list of 4 elements; 5 registers are in use
    put  r0, r1, r2
    put  r3
    move r0, r4
    ret
.end

; Data among the code: raw words that are never executed.
.func lookup(i: i32) -> i32
    loadk r2, powers
    get   r0, r2, i
    ret
    .repeat SIZE, i
    .word \i * \i
    .end
.end
