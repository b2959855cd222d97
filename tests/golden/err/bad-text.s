; target: roomod
.extern `café`()
;       ^^^^^^ error[LZ0503]: the name of the function has a character that is not ASCII
