.target roomod
.extern ``() symbol="_R_nameless"
