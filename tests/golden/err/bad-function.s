; target: lazer
A = lenght("abc")
;   ^^^^^^^^^^^^^ error[LZ0310]: unknown function `lenght` in an expression
B = len(5)
;   ^^^^^^ error[LZ0310]: `len` takes a text or bytes
C = sizeof(1)
;   ^^^^^^^^^ error[LZ0310]: `sizeof` takes a name
D = defined(1)
;   ^^^^^^^^^^ error[LZ0310]: `defined` takes a name
