; target: sailar
; Flags of structs and fields, and types as the printer spells them.
.module geometry 1.2.0
.struct Point export open
    x: i32 export
    tags: char[8] export
    next: mut Point mut& export
.end
.struct Half export
    a: s32 export
    b: other::R[2][]&
.end
.struct None
    c: `any spelling`
    d: `my type`[4]
    e: fn
.end
