.target hydro
.const list = [1, 2]
.const atom = :ok
.func f()
    push list
;   ^^^^^^^^^ error[LZ0504]: the hydro format cannot carry a list as a value
    push :atom
;   ^^^^^^^^^^ error[LZ0504]: the hydro format cannot carry an atom
    push atom
;   ^^^^^^^^^ error[LZ0504]: the hydro format cannot carry an atom
    push {1}
;   ^^^^^^^^ error[LZ0504]: the hydro format cannot carry a tuple
    push b"bytes"
;   ^^^^^^^^^^^^^ error[LZ0504]: the hydro format cannot carry bytes that are not text
.end
