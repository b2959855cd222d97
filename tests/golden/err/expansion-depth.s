; target: lazer
.macro again
    again
;   ^^^^^ error[LZ0334]: expansions are nested deeper than 128
.end
again
