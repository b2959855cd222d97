; target: lazer
# a comment as other assemblers write it
; error[LZ0103]: unexpected `#`
.const a = 1  # and one behind
;             ^ error[LZ0103]: unexpected `#`
