; target: lazer
.func f()
    call f/(1 + 1)
;          ^^^^^^^ error[LZ0409]: expected a plain number as the arity
    loadk r0, import libm::sqrt
;                    ^^^^^^^^^^ error[LZ0409]: an import takes a module, a function and its number of parameters
    ret
.end
