; target: lazer
; options: -I include
.include "nowhere.inc"
;        ^^^^^^^^^^^^^ error[LZ0324]: there is no file `nowhere.inc`
.const a = incbin "nowhere.bin"
;                 ^^^^^^^^^^^^^ error[LZ0324]: there is no file `nowhere.bin`
.include "include"
;        ^^^^^^^^^ error[LZ0324]: cannot read `include`: it is a folder
