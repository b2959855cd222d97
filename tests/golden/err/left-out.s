; target: lazer
.struct P
;       ^ warning[LZ0505]: the lazer format carries no structs: 2 left out
    x: i32
.end
.struct Q
.end
