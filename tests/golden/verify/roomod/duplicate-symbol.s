.target roomod
.extern f()
.extern g() symbol="_R_f"
