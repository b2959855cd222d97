; targets: lazer hydro roomod sailar
;
; One source, four targets. Each format has a place for structs, under a name of its own; what a format cannot carry
; is left out with a warning, or without one where that is the format's purpose.
;
;     lzasm -f hydro  examples/shapes.s     layouts
;     lzasm -f roomod examples/shapes.s     types and things
;     lzasm -f sailar examples/shapes.s     structs
;     lzasm -f lazer  examples/shapes.s --lossy=allow     the code only

.module geometry 1.2.0  ; only SAILAR keeps the version

;; A point on a plane.
.struct Point export open  ; `open`: all fields can be seen, so all of them are exported
    x: i32 export
    y: i32 export
.end

;; Two corners.
.struct Box export
    low:  Point export
    high: Point export
.end

; A struct that refers to itself. Formats differ in what a `mut` means to them; roomod and SAILAR keep it.
.struct Node
    value: Box
    next:  mut Node mut&
.end

; A body is written in one instruction set. roomod and SAILAR check it and leave it out; Lazer and Hydro each have
; their own, so this file has the body twice and lets the target choose.
.if target == hydro

    .func area(w: i32, h: i32) -> i32 export isa=hydro
        multiply  ; w and h lie on the stack
        return
    .end

.else

    .func area(w: i32, h: i32) -> i32 export isa=lazer
        mul r0, w, h  ; w is r1, h is r2, the result is r0
        ret
    .end

.end
