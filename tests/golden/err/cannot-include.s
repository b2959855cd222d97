; target: lazer
; options: -I include
.include "nowhere.inc"
;        ^^^^^^^^^^^^^ error[LZ0324]: file `nowhere.inc` not found
.const a = incbin "nowhere.bin"
;                 ^^^^^^^^^^^^^ error[LZ0324]: file `nowhere.bin` not found
.include "include"
;        ^^^^^^^^^ error[LZ0324]: cannot read `include`: it is a folder
