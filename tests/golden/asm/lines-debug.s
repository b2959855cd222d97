; target: lazer
; options: -g --path-prefix-map lines=src/lines
; The assembler's own lines, where the place changes.
.macro twice
    nop
    nop
.end
.func f()
    nop
    twice
    .loc "other.src" 7
    nop
    ret
.end
