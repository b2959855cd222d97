; target: lazer
; options: --max-expansion 10000
.macro twice text
    twice \text+\text
;   ^^^^^^^^^^^^^^^^^ error[LZ0335]: expansions and included data take more than 10000 bytes
.end
twice 1
