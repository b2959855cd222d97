meta:
  id: lazer
  title: Lazer module
  application: Lazer virtual machine
  file-extension: lzr
  license: CC0-1.0
  ks-version: '0.11'
  encoding: UTF-8
  endian: le
doc: |
  Bytecode of the Lazer virtual machine: constants and code for a machine with 32 registers, shared libraries whose
  functions it may call, and archives of such modules.

  What is not checked here: at most 64 constants enclose a constant and at most 64 archives a module; the rows of a
  line table rise strictly by word, and each names a word that is there.
doc-ref: https://github.com/lzasm/lzasm/blob/main/docs/formats/lazer.md
seq:
  - id: module
    type: module
    doc: The module that the file is.
  - id: trailing
    size-eos: true
    doc: What follows the module. It belongs to nothing, and is empty in most files.
types:
  module:
    doc: A module of any type. The modules inside an archive have this header too.
    seq:
      - id: magic
        contents: LZR
        doc: What every module begins with.
      - id: version
        type: u1
        valid: 0
        doc: The version of the format.
      - id: module_type
        type: u1
        enum: module_type
        valid:
          in-enum: true
        doc: What kind of module this is.
      - id: body
        type:
          switch-on: module_type
          cases:
            'module_type::archive': archive
            'module_type::native': native
            'module_type::bytecode': bytecode
        doc: What the module holds.
  archive:
    doc: Modules in one file. More than 255 of them are grouped into archives inside archives.
    seq:
      - id: num_sections
        type: u1
        doc: How many modules follow.
      - id: modules
        type: module
        repeat: expr
        repeat-expr: num_sections
        doc: The modules, each with its own header.
  native:
    doc: A module that stands for a shared library.
    seq:
      - id: num_sections
        type: u1
        doc: How many functions are looked for in the library.
      - id: module_name
        type: atom
        doc: The name of the module.
      - id: library_path
        type: binary8
        doc: The path of the library; not necessarily text.
      - id: functions
        type: atom
        repeat: expr
        repeat-expr: num_sections
        doc: The names of the functions.
  bytecode:
    doc: A module of constants and code.
    seq:
      - id: flags
        type: u1
        valid:
          max: 3
        doc: |
          Bit 0: a line table follows the constants. Bit 1: the first constant is an atom, the name of the module.
          The others are reserved.
      - id: num_constants
        type: u2
        doc: How many constants follow.
      - id: constants
        type: constant
        repeat: expr
        repeat-expr: num_constants
        doc: The constants, by the index that instructions use.
      - id: line_table
        type: line_table
        if: has_line_table
        doc: From which lines of which sources the words came.
      - id: bytecode_size
        type: u4
        doc: How many words follow, not how many bytes.
      - id: code
        type: instruction
        repeat: expr
        repeat-expr: bytecode_size
        doc: The words of all functions, one after another.
    instances:
      has_line_table:
        value: (flags & 1) != 0
        doc: Whether there is a line table.
      is_named:
        value: (flags & 2) != 0
        doc: Whether the first constant is the name of the module.
      name:
        value: constants[0].value.as<atom>.text
        if: is_named
        doc: The name of the module.
  atom:
    doc: A name.
    seq:
      - id: length
        type: u1
        valid:
          min: 1
        doc: How many bytes the name has.
      - id: text
        type: str
        size: length
        doc: The name.
  binary8:
    doc: Up to 255 bytes.
    seq:
      - id: length
        type: u1
        doc: How many bytes follow.
      - id: bytes
        size: length
        doc: The bytes.
  constant:
    doc: A constant of the pool, or one inside another.
    seq:
      - id: tag
        type: u1
        enum: constant_tag
        valid:
          in-enum: true
        doc: Its kind, and for lists, tuples, maps and binaries the size of the count.
      - id: value
        type:
          switch-on: tag
          cases:
            'constant_tag::u8': constant_u8
            'constant_tag::i16': constant_i16
            'constant_tag::i32': constant_i32
            'constant_tag::f32': constant_f32
            'constant_tag::f64': constant_f64
            'constant_tag::i64': constant_i64
            'constant_tag::u64': constant_u64
            'constant_tag::atom': atom
            'constant_tag::list8': elements(1)
            'constant_tag::list16': elements(2)
            'constant_tag::list32': elements(4)
            'constant_tag::tuple8': elements(1)
            'constant_tag::tuple16': elements(2)
            'constant_tag::tuple32': elements(4)
            'constant_tag::map8': pairs(1)
            'constant_tag::map16': pairs(2)
            'constant_tag::map32': pairs(4)
            'constant_tag::bytes8': binary(1)
            'constant_tag::bytes16': binary(2)
            'constant_tag::bytes32': binary(4)
            'constant_tag::function': function
            'constant_tag::imported': imported
        doc: What it is.
  constant_u8:
    doc: An integer from 0 to 255.
    seq:
      - id: value
        type: u1
        doc: The number.
  constant_i16:
    doc: An integer of 16 bits.
    seq:
      - id: value
        type: s2
        doc: The number.
  constant_i32:
    doc: An integer of 32 bits.
    seq:
      - id: value
        type: s4
        doc: The number.
  constant_f32:
    doc: A float of 32 bits.
    seq:
      - id: value
        type: f4
        doc: The number.
  constant_f64:
    doc: A float of 64 bits.
    seq:
      - id: value
        type: f8
        doc: The number.
  constant_i64:
    doc: An integer of 64 bits.
    seq:
      - id: value
        type: s8
        doc: The number.
  constant_u64:
    doc: An integer of 64 bits, not negative.
    seq:
      - id: value
        type: u8
        doc: The number.
  elements:
    doc: The elements of a list or tuple.
    params:
      - id: width
        type: u1
        doc: How many bytes the count has.
    seq:
      - id: count
        type:
          switch-on: width
          cases:
            1: u1
            2: u2
            4: u4
        doc: How many elements follow.
      - id: elements
        type: constant
        repeat: expr
        repeat-expr: count
        doc: The elements.
  pairs:
    doc: The pairs of a map. Equal keys are odd, but legal.
    params:
      - id: width
        type: u1
        doc: How many bytes the count has.
    seq:
      - id: count
        type:
          switch-on: width
          cases:
            1: u1
            2: u2
            4: u4
        doc: How many pairs follow.
      - id: pairs
        type: pair
        repeat: expr
        repeat-expr: count
        doc: The pairs.
  pair:
    doc: A key of a map and its value.
    seq:
      - id: key
        type: constant
        doc: The key.
      - id: value
        type: constant
        doc: The value.
  binary:
    doc: Bytes. The text of a program's literals is UTF-8 here.
    params:
      - id: width
        type: u1
        doc: How many bytes the length has.
    seq:
      - id: length
        type:
          switch-on: width
          cases:
            1: u1
            2: u2
            4: u4
        doc: How many bytes follow.
      - id: bytes
        size: length
        doc: The bytes.
  function:
    doc: A function of this module.
    seq:
      - id: name
        type: atom
        doc: Its name.
      - id: arity
        type: u1
        doc: How many arguments it takes, in registers from r1 on.
      - id: registers
        type: u1
        doc: How many registers it uses; 0 says nothing.
      - id: entry
        type: u4
        doc: The index of its first word.
  imported:
    doc: A function of another module.
    seq:
      - id: module
        type: atom
        doc: The module.
      - id: function
        type: atom
        doc: The function's name.
      - id: arity
        type: u1
        doc: How many arguments it takes.
  line_table:
    doc: Which words came from which lines.
    seq:
      - id: num_files
        type: u2
        doc: How many sources there are.
      - id: files
        type: path
        repeat: expr
        repeat-expr: num_files
        doc: The paths of the sources.
      - id: num_rows
        type: u4
        doc: How many rows follow.
      - id: rows
        type: line_row
        repeat: expr
        repeat-expr: num_rows
        doc: The rows, by rising word.
  path:
    doc: The path of a source.
    seq:
      - id: length
        type: u2
        doc: How many bytes the path has.
      - id: text
        type: str
        size: length
        doc: The path.
  line_row:
    doc: From this word on, the code came from this place.
    seq:
      - id: word
        type: u4
        doc: The index of a word.
      - id: file
        type: u2
        valid:
          expr: _ < _parent.num_files
        doc: The index of a source.
      - id: line
        type: u4
        doc: The line, from 1.
      - id: column
        type: u2
        doc: The column, from 1; 0 says nothing.
  instruction:
    doc: |
      A word of code. What `a`, `b` and `c` are depends on the opcode. Any word is legal in a file; opcodes 80 to FF are
      free for instructions of one's own.
    seq:
      - id: op
        type: u1
        enum: opcode
        doc: What to do.
      - id: a
        type: u1
        doc: The first byte of the operands; in most instructions, the register of the result.
      - id: b
        type: u1
        doc: The second byte of the operands.
      - id: c
        type: u1
        doc: The third byte of the operands.
    instances:
      constant_index:
        value: b | (c << 8)
        doc: For `loadk`, the index of a constant.
      callee_index:
        value: a | (b << 8)
        doc: For `call`, the index of a function or an import among the constants.
      is_tail:
        value: (c & 1) != 0
        doc: For `call`, whether it takes the place of the current activation.
      is_save:
        value: (c & 2) != 0
        doc: For `call`, whether it restores the registers r1 to r31.
      integer:
        value: '(b | (c << 8)) - ((c & 0x80) << 9)'
        doc: |
          For `loadi`, the integer; for `jt` and `jf`, how many words the target is away from the next word.
      distance:
        value: '(a | (b << 8) | (c << 16)) - ((c & 0x80) << 17)'
        doc: For `jmp`, how many words the target is away from the next word.
enums:
  module_type:
    0:
      id: archive
      doc: Modules in one file.
    1:
      id: native
      doc: A shared library and its functions.
    2:
      id: bytecode
      doc: Constants and code.
  constant_tag:
    # made: constant tags
    0x00:
      id: u8
      doc: "An unsigned integer."
    0x01:
      id: i16
      doc: "A signed integer."
    0x02:
      id: i32
      doc: "A signed integer."
    0x03:
      id: f32
      doc: "A float."
    0x04:
      id: f64
      doc: "A float."
    0x05:
      id: i64
      doc: "A signed integer."
    0x06:
      id: u64
      doc: "An unsigned integer."
    0x07:
      id: atom
      doc: "A name."
    0x08:
      id: list8
      doc: "A list."
    0x09:
      id: list16
      doc: "A list."
    0x0a:
      id: list32
      doc: "A list."
    0x0b:
      id: tuple8
      doc: "A tuple."
    0x0c:
      id: tuple16
      doc: "A tuple."
    0x0d:
      id: tuple32
      doc: "A tuple."
    0x0e:
      id: map8
      doc: "Keys and values."
    0x0f:
      id: map16
      doc: "Keys and values."
    0x10:
      id: map32
      doc: "Keys and values."
    0x11:
      id: bytes8
      doc: "Bytes, or text."
    0x12:
      id: bytes16
      doc: "Bytes, or text."
    0x13:
      id: bytes32
      doc: "Bytes, or text."
    0x14:
      id: function
      doc: "A function of this module."
    0x15:
      id: imported
      doc: "A function of another module."
    # end
  opcode:
    # made: opcodes
    0x00:
      id: op_nop
      doc: "Does nothing."
    0x01:
      id: op_trap
      doc: "Stops with this fault code."
    0x02:
      id: op_ret
      doc: "Returns `r0`."
    0x03:
      id: op_move
      doc: "d = a."
    0x04:
      id: op_swap
      doc: "Exchanges the two."
    0x05:
      id: op_loadk
      doc: "d = this constant."
    0x06:
      id: op_loadi
      doc: "d = this integer, as an i32."
    0x07:
      id: op_call
      doc: "R0 = the function applied to r1 …."
    0x08:
      id: op_callr
      doc: "R0 = the function in a, applied to r1 …."
    0x10:
      id: op_add
      doc: "d = a + b; integers wrap."
    0x11:
      id: op_sub
      doc: "d = a − b; integers wrap."
    0x12:
      id: op_mul
      doc: "d = a × b; integers wrap."
    0x13:
      id: op_div
      doc: "d = a ÷ b; integers truncate toward zero, by zero is a fault."
    0x14:
      id: op_mod
      doc: "d = the rest of a ÷ b, with the sign of a."
    0x15:
      id: op_and
      doc: "d = a and b: bitwise on integers, logical on booleans."
    0x16:
      id: op_or
      doc: "d = a or b: bitwise on integers, logical on booleans."
    0x17:
      id: op_xor
      doc: "d = a exclusive-or b: bitwise on integers, logical on booleans."
    0x18:
      id: op_shl
      doc: "d = a shifted left by b bits; a count out of range is a fault."
    0x19:
      id: op_shr
      doc: "d = a shifted right by b bits, arithmetic on signed types."
    0x1a:
      id: op_neg
      doc: "d = −a."
    0x1b:
      id: op_not
      doc: "d = not a: bitwise on integers, logical on booleans."
    0x20:
      id: op_eq
      doc: "d = whether a = b, by value and structure."
    0x21:
      id: op_ne
      doc: "d = whether a ≠ b."
    0x22:
      id: op_lt
      doc: "d = whether a < b; numbers only."
    0x23:
      id: op_le
      doc: "d = whether a ≤ b; numbers only."
    0x24:
      id: op_gt
      doc: "d = whether a > b; numbers only."
    0x25:
      id: op_ge
      doc: "d = whether a ≥ b; numbers only."
    0x30:
      id: op_jmp
      doc: "Jumps to the label."
    0x31:
      id: op_jt
      doc: "Jumps to the label if a is `true`."
    0x32:
      id: op_jf
      doc: "Jumps to the label if a is `false`."
    0x40:
      id: op_tuple
      doc: "d = a new tuple of n elements, given by the `put` words that follow."
    0x41:
      id: op_list
      doc: "d = a new list of n elements, given by the `put` words that follow."
    0x42:
      id: op_map
      doc: "d = a new map of n pairs, given by the `put` words that follow."
    0x43:
      id: op_put
      doc: "One to three elements, or one pair of a map."
    0x44:
      id: op_get
      doc: "d = element b of the tuple or list a, or the value of key b in the map a."
    0x45:
      id: op_len
      doc: "d = the number of elements of a."
    # end
