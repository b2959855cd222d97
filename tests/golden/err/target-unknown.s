.if target == lazer
;   ^^^^^^^^^^^^^^^ error[LZ0312]: the target is not known here
.const a = 1
.end
.target lazer
