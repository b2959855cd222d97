; target: lazer
; options: --max-statements 1000
.repeat 1001
;^^^^^^^^^^^ error[LZ0335]: an expansion of more than 1000 statements
.end
