; target: lazer hydro sailar roomod
; Without a `.module`, the file's stem names the module.
.extern f()
