; target: lazer
here = 1
;^^^ error[LZ0321]: `here` has a meaning of its own in expressions
target = 2
;^^^^^ error[LZ0321]: `target` has a meaning of its own in expressions
