; target: lazer
A = here
;   ^^^^ error[LZ0311]: `here` has no value outside code
