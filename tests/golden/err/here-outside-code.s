; target: lazer
A = here
;   ^^^^ error[LZ0311]: `here` outside code
