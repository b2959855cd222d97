; target: lazer
here = 1
;^^^ error[LZ0321]: reserved name `here`
target = 2
;^^^^^ error[LZ0321]: reserved name `target`
