; target: hydro
.target hydro
greeting = 1
.func main()
    push x
;        ^ error[LZ0301]: `x` is defined nowhere
    push greating
;        ^^^^^^^^ error[LZ0301]: `greating` is defined nowhere
    push x + 1
;        ^ error[LZ0301]: `x` is defined nowhere
.end
