; target: lazer
.format 0.12
;       ^^^^ error[LZ0510]: the lazer format has no version 0.12
