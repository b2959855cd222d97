; target: lazer
.func f()
    call f/(1 + 1)
;          ^^^^^^^ error[LZ0409]: the arity behind `/` is a plain number
    loadk r0, import libm::sqrt
;                    ^^^^^^^^^^ error[LZ0409]: an import names a module, a function and its number of parameters
    ret
.end
