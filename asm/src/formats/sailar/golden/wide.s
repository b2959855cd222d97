.target sailar
.format 1.0
.module Wide 1.300

.struct Point export open
    x:    i32 export
    next: mut Point mut& export
.end

.struct Secret
    bytes: u8[16]
.end
