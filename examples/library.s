; targets: roomod
;
; What other modules need to know about a library: its types, and the names, parameters and symbols of its functions and
; operators. There are no bodies here: prototypes are enough. This is the purpose of a .roomod file.

.target roomod
.module vectors

.struct Vec2
    x: f32
    y: f32
.end

; An opaque type: only its size is public.
.struct Arena size=64
.end

.extern length(v: Vec2&) -> f32  ; symbol: _R_length
.extern scale(v: mut Vec2 mut&, by: f32) symbol="vec2_scale"
.extern create() -> Arena mut&

.extern operator + (a: Vec2, b: Vec2) -> Vec2  ; symbol: _RO_plus_Vec2_Vec2
.extern operator == (a: Vec2&, b: Vec2&) -> bool
.extern operator [] (v: Vec2&, index: uint) -> f32 symbol="vec2_at"
.extern operator token 99 (v: Vec2) -> Vec2  ; an operator that has a number and no punctuation
