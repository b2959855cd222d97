; target: lazer
// Comments of all kinds, joined lines, brackets over lines, quoted names.
/* A block
   /* in a block */ */
.module `my-mod/util`
;; documents the constant
.const `a b` = [ 1,   ; one
    2,
    {:ok,
     true} ]
.const joined = 1 + \
    2
.const `mut` = "\n\t\r\0\\\"\'\`\x41\u{1F600}"
