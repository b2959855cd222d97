; target: roomod
.struct P
    x: i32[]
;      ^^^^^ error[LZ0504]: the roomod format cannot carry an array of unknown length
    y: i32&&
;      ^^^^^ error[LZ0504]: the roomod format cannot carry a reference to a reference
    z: i32[2][3]
;      ^^^^^^^^^ error[LZ0504]: the roomod format cannot carry an array of arrays
    w: i32&[4]
;      ^^^^^^^ error[LZ0504]: the roomod format cannot carry an array of references
    v: i32[0]
;      ^^^^^^ error[LZ0504]: the roomod format cannot carry an array without elements
.end
