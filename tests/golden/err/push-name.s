; target: hydro
.target hydro
greeting = 1
.func main()
    push x
;        ^ error[LZ0301]: undefined name `x`
    push greating
;        ^^^^^^^^ error[LZ0301]: undefined name `greating`
    push x + 1
;        ^ error[LZ0301]: undefined name `x`
.end
