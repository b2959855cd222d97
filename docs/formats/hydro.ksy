meta:
  id: hydro
  title: Hydro bytecode
  application: Hydro programming language
  file-extension:
    - hydro
    - hyd
  license: CC0-1.0
  ks-version: '0.11'
  encoding: UTF-8
  endian: be
doc: |
  Bytecode of the Hydro programming language: modules, each with the modules it uses, its layouts (structures) and its
  functions, for a machine with a stack.

  The format's own table of a module's header has a gap of two bytes. Files exist with these two bytes and without
  them; all modules of a file are alike. This reader tells the two forms apart as the format's page says, but for one
  point: if the offset of the first module's usings fits neither form, that page has the whole file read in the
  table's form before the packed one is tried. Here the first module's header alone decides: it has the table's form if,
  read so, each section that is not empty begins with its marker.

  What is not checked here: at most 64 types enclose a type; sections do not overlap.
doc-ref: https://github.com/lzasm/lzasm/blob/main/docs/formats/hydro.md
seq:
  - id: magic
    contents: hydro
    doc: What every file begins with.
  - id: count
    type: u2
    doc: How many modules follow.
  - id: modules
    type: module
    repeat: expr
    repeat-expr: count
    doc: The modules.
  - id: trailing
    size-eos: true
    doc: What follows the last module. It belongs to nothing, and is empty in most files.
instances:
  first_name_length:
    pos: 8
    type: u2
    doc: How many bytes the name of the first module has.
  first_usings_offset:
    pos: 10 + first_name_length
    type: u4
    doc: Where the first module's usings are said to be. Usually they follow its header at once.
  first_header:
    pos: 10 + first_name_length
    type: table_header
    if: 36 + first_name_length <= _io.size
    doc: The rest of the first module's header, as if it had the table's form.
  is_packed:
    value: >-
      count != 0 and first_usings_offset != 36 + first_name_length and
      (first_usings_offset == 34 + first_name_length or 36 + first_name_length > _io.size or not first_header.is_sound)
    doc: Whether the headers of the modules are without the two unused bytes.
types:
  str16:
    doc: A name or another short text. Any may be empty.
    seq:
      - id: length
        type: u2
        doc: How many bytes the text has.
      - id: text
        type: str
        size: length
        doc: The text.
  table_header:
    doc: A module's header behind its name, in the table's form; read to find out whether it has that form.
    seq:
      - id: usings_offset
        type: u4
        doc: Where the usings are.
      - id: usings_length
        type: u4
        doc: How many usings there are.
      - id: reserved
        type: u2
        doc: The two bytes that the table leaves out.
      - id: layouts_offset
        type: u4
        doc: Where the layouts are.
      - id: layouts_length
        type: u4
        doc: How many layouts there are.
      - id: functions_offset
        type: u4
        doc: Where the functions are.
      - id: functions_length
        type: u4
        doc: How many functions there are.
    instances:
      usings_marker:
        pos: usings_offset
        type: u1
        if: usings_offset < _io.size
        doc: The first byte of the usings.
      layouts_marker:
        pos: layouts_offset
        type: u1
        if: layouts_offset < _io.size
        doc: The first byte of the layouts.
      functions_marker:
        pos: functions_offset
        type: u1
        if: functions_offset < _io.size
        doc: The first byte of the functions.
      is_sound:
        value: >-
          reserved == 0
          and (usings_length == 0 or (usings_offset < _io.size and usings_marker == 0x75))
          and (layouts_length == 0 or (layouts_offset < _io.size and layouts_marker == 0x6c))
          and (functions_length == 0 or (functions_offset < _io.size
          and (functions_marker == 0x66 or functions_marker == 0x6e)))
        doc: Whether this can be a header.
  module:
    doc: A module. Its offsets count from the first byte of the file.
    seq:
      - id: marker
        contents: m
        doc: What every module begins with.
      - id: name
        type: str16
        doc: The name of the module.
      - id: usings_offset
        type: u4
        doc: Where the usings are; without meaning if there are none.
      - id: usings_length
        type: u4
        doc: How many usings there are, not how many bytes.
      - id: reserved
        type: u2
        valid: 0
        if: not _root.is_packed
        doc: Two bytes without a use, which files of the packed form do not have.
      - id: layouts_offset
        type: u4
        doc: Where the layouts are; without meaning if there are none.
      - id: layouts_length
        type: u4
        doc: How many layouts there are, not how many bytes.
      - id: functions_offset
        type: u4
        doc: Where the functions are; without meaning if there are none.
      - id: functions_length
        type: u4
        doc: How many functions there are, not how many bytes.
      - size: 0
        if: header_end < 0
        doc: Nothing. Asking for the place here keeps it.
      - id: content
        size: end - header_end
        doc: The bytes of the sections, and those between them.
    instances:
      header_end:
        value: _io.pos
        doc: Where the header ends.
      usings:
        pos: usings_offset
        type: usings(usings_length)
        if: usings_length != 0
        doc: The modules that this one uses.
      layouts:
        pos: layouts_offset
        type: layouts(layouts_length)
        if: layouts_length != 0
        doc: The structures of the module.
      functions:
        pos: functions_offset
        type: functions(functions_length)
        if: functions_length != 0
        doc: The functions of the module.
      usings_end:
        value: 'usings_length != 0 ? usings.end : header_end'
        doc: Where the usings end.
      layouts_end:
        value: 'layouts_length != 0 ? layouts.end : header_end'
        doc: Where the layouts end.
      functions_end:
        value: 'functions_length != 0 ? functions.end : header_end'
        doc: Where the functions end.
      sections_end:
        value: 'usings_end > layouts_end ? usings_end : layouts_end'
        doc: Where the later one of usings and layouts ends.
      end:
        value: 'sections_end > functions_end ? sections_end : functions_end'
        doc: Where the module ends, and the next one begins.
  usings:
    doc: The section of the modules that a module uses.
    params:
      - id: count
        type: u4
        doc: How many there are.
    seq:
      - id: entries
        type: using_entry
        repeat: expr
        repeat-expr: count
        doc: The usings.
      - size: 0
        if: end < 0
        doc: Nothing. Asking for the place here keeps it.
    instances:
      end:
        value: _io.pos
        doc: Where the section ends.
  layouts:
    doc: The section of the structures of a module.
    params:
      - id: count
        type: u4
        doc: How many there are.
    seq:
      - id: entries
        type: layout
        repeat: expr
        repeat-expr: count
        doc: The layouts.
      - size: 0
        if: end < 0
        doc: Nothing. Asking for the place here keeps it.
    instances:
      end:
        value: _io.pos
        doc: Where the section ends.
  functions:
    doc: The section of the functions of a module.
    params:
      - id: count
        type: u4
        doc: How many there are.
    seq:
      - id: entries
        type: function
        repeat: expr
        repeat-expr: count
        doc: The functions, those of the host among them.
      - size: 0
        if: end < 0
        doc: Nothing. Asking for the place here keeps it.
    instances:
      end:
        value: _io.pos
        doc: Where the section ends.
  using_entry:
    doc: A module that is used.
    seq:
      - id: marker
        contents: u
        doc: What every using begins with.
      - id: name
        type: str16
        doc: The name of the module.
  layout:
    doc: A structure.
    seq:
      - id: marker
        contents: l
        doc: What every layout begins with.
      - id: name
        type: str16
        doc: Its name.
      - id: count
        type: u2
        doc: How many members follow.
      - id: members
        type: variable
        repeat: expr
        repeat-expr: count
        doc: The members.
  variable:
    doc: A member of a layout, or a parameter of a function.
    seq:
      - id: name
        type: str16
        doc: Its name.
      - id: type
        type: type
        doc: Its type.
  function:
    doc: A function of the program, or one that the host provides (an intrinsic).
    seq:
      - id: marker
        type: u1
        enum: function_marker
        valid:
          in-enum: true
        doc: Which of the two it is.
      - id: name
        type: str16
        doc: Its name.
      - id: parameter_count
        type: u1
        doc: How many parameters follow.
      - id: parameters
        type: variable
        repeat: expr
        repeat-expr: parameter_count
        doc: The parameters.
      - id: body
        type:
          switch-on: marker
          cases:
            'function_marker::function': code
            'function_marker::intrinsic': intrinsic
        doc: What it does.
  code:
    doc: The instructions of a function.
    seq:
      - id: instruction_count
        type: u4
        doc: How many instructions follow.
      - id: instructions
        type: instruction
        repeat: expr
        repeat-expr: instruction_count
        doc: The instructions. Jumps name them by their index here.
  intrinsic:
    doc: What a function of the host is on each target.
    seq:
      - id: target_count
        type: u1
        doc: How many targets follow.
      - id: targets
        type: target
        repeat: expr
        repeat-expr: target_count
        doc: The targets.
  target:
    doc: A target and a function's code there.
    seq:
      - id: target
        type: str16
        doc: The name of the target.
      - id: code
        type: str16
        doc: The code, in whatever form the target has it.
  instruction:
    doc: An instruction.
    seq:
      - id: opcode
        type: u1
        enum: opcode
        valid:
          in-enum: true
        doc: What to do.
      - id: operand
        type:
          switch-on: opcode
          cases:
            'opcode::op_push': value
            'opcode::op_duplicate': count
            'opcode::op_rotate': places
            'opcode::op_jump': jump
            'opcode::op_branch': branch
            'opcode::op_cast': type
            'opcode::op_alloc_array': array_type
            'opcode::op_alloc': type
            'opcode::op_getindex_member': str16
            'opcode::op_setindex_member': str16
        doc: What to do it with; most instructions have nothing here.
  count:
    doc: How far down the copy of a value goes.
    seq:
      - id: value
        type: u2
        doc: How many values are above it; 0 puts it on the top.
  places:
    doc: How far a value moves on the stack.
    seq:
      - id: value
        type: s2
        doc: |
          Above 0, the value that comes to the top, counted from 1; below 0, the place that the top goes to.
  jump:
    doc: Where a jump leads.
    seq:
      - id: target
        type: u4
        doc: The index of the instruction that comes next.
  branch:
    doc: The two ways of a branch.
    seq:
      - id: if_true
        type: u4
        doc: The index of the instruction that comes next if the condition holds.
      - id: if_false
        type: u4
        doc: The index of the instruction that comes next if it does not.
  array_type:
    doc: The type of a new array.
    seq:
      - id: flag
        type: u1
        valid:
          max: 1
        doc: 1 if a length follows; 0 if it comes from the stack.
      - id: length
        type: u4
        if: flag == 1
        doc: How many elements.
      - id: element
        type: type
        doc: The type of the elements.
  type:
    doc: A type.
    seq:
      - id: tag
        type: u1
        enum: type_tag
        valid:
          in-enum: true
        doc: What kind of type it is.
      - id: payload
        type:
          switch-on: tag
          cases:
            'type_tag::open_array': open_array
            'type_tag::array': sized_array
            'type_tag::layout': layout_ref
            'type_tag::reference': reference
        doc: What else there is to say; for most types nothing.
  open_array:
    doc: An array of a length that is not known.
    seq:
      - id: element
        type: type
        doc: The type of its elements.
  sized_array:
    doc: An array.
    seq:
      - id: length
        type: u4
        doc: How many elements it has.
      - id: element
        type: type
        doc: The type of its elements.
  layout_ref:
    doc: A layout, by its name.
    seq:
      - id: module
        type: str16
        doc: Its module; empty for this one.
      - id: layout
        type: str16
        doc: Its name.
  reference:
    doc: A reference to a variable.
    seq:
      - id: target
        type: type
        doc: The type of the variable.
  value:
    doc: A value and its type.
    seq:
      - id: tag
        type: u1
        enum: value_tag
        valid:
          in-enum: true
        doc: Its type.
      - id: content
        type:
          switch-on: tag
          cases:
            'value_tag::bool': boolean
            'value_tag::u8': value_u8
            'value_tag::u16': value_u16
            'value_tag::u32': value_u32
            'value_tag::u64': value_u64
            'value_tag::u128': wide
            'value_tag::s8': value_s8
            'value_tag::s16': value_s16
            'value_tag::s32': value_s32
            'value_tag::s64': value_s64
            'value_tag::s128': wide
            'value_tag::f32': value_f32
            'value_tag::f64': value_f64
            'value_tag::string': str32
            'value_tag::function': function_ref
            'value_tag::variable': str16
        doc: The value; of a variable, its name.
  boolean:
    doc: A boolean.
    seq:
      - id: value
        type: u1
        valid:
          max: 1
        doc: 0 or 1.
  value_u8:
    doc: An integer of 8 bits, not negative.
    seq:
      - id: value
        type: u1
        doc: The number.
  value_u16:
    doc: An integer of 16 bits, not negative.
    seq:
      - id: value
        type: u2
        doc: The number.
  value_u32:
    doc: An integer of 32 bits, not negative.
    seq:
      - id: value
        type: u4
        doc: The number.
  value_u64:
    doc: An integer of 64 bits, not negative.
    seq:
      - id: value
        type: u8
        doc: The number.
  value_s8:
    doc: An integer of 8 bits.
    seq:
      - id: value
        type: s1
        doc: The number.
  value_s16:
    doc: An integer of 16 bits.
    seq:
      - id: value
        type: s2
        doc: The number.
  value_s32:
    doc: An integer of 32 bits.
    seq:
      - id: value
        type: s4
        doc: The number.
  value_s64:
    doc: An integer of 64 bits.
    seq:
      - id: value
        type: s8
        doc: The number.
  value_f32:
    doc: A float of 32 bits.
    seq:
      - id: value
        type: f4
        doc: The number.
  value_f64:
    doc: A float of 64 bits.
    seq:
      - id: value
        type: f8
        doc: The number.
  wide:
    doc: An integer of 128 bits.
    seq:
      - id: high
        type: u8
        doc: The upper half. Its first bit is the sign, if the type has one.
      - id: low
        type: u8
        doc: The lower half.
  str32:
    doc: A text.
    seq:
      - id: length
        type: u4
        doc: How many bytes the text has.
      - id: text
        type: str
        size: length
        doc: The text.
  function_ref:
    doc: A function, by its name.
    seq:
      - id: module
        type: str16
        doc: Its module; empty for this one.
      - id: function
        type: str16
        doc: Its name.
enums:
  function_marker:
    0x66:
      id: function
      doc: A function with instructions.
    0x6e:
      id: intrinsic
      doc: A function that the host provides.
  opcode:
    # made: opcodes
    0x3a:
      id: op_push
      doc: "Pushes the value."
    0x2e:
      id: op_pop
      doc: "Drops the top value."
    0x64:
      id: op_duplicate
      doc: "Inserts a copy of the top value n places below it."
    0x77:
      id: op_swap
      doc: "Exchanges the two top values."
    0x74:
      id: op_rotate
      doc: "N > 0: brings the n-th value to the top; n < 0: puts the top there."
    0x2b:
      id: op_add
      doc: "A + b; integers wrap."
    0x2d:
      id: op_subtract
      doc: "A − b; integers wrap."
    0x2a:
      id: op_multiply
      doc: "A × b; integers wrap."
    0x2f:
      id: op_divide
      doc: "A ÷ b; integers truncate toward zero, by zero is a fault."
    0x25:
      id: op_modulo
      doc: "The rest of a ÷ b, with the sign of a."
    0x4c:
      id: op_leftshift
      doc: "A shifted left by b bits, b a u8."
    0x52:
      id: op_rightshift
      doc: "A shifted right by b bits, arithmetic on signed types."
    0x26:
      id: op_bitwiseand
      doc: "A and b, bit by bit."
    0x7c:
      id: op_bitwiseor
      doc: "A or b, bit by bit."
    0x5e:
      id: op_bitwisexor
      doc: "A exclusive-or b, bit by bit."
    0x7e:
      id: op_bitwisenot
      doc: "Not a, bit by bit."
    0x61:
      id: op_and
      doc: "A and b, of booleans."
    0x6f:
      id: op_or
      doc: "A or b, of booleans."
    0x78:
      id: op_xor
      doc: "A exclusive-or b, of booleans."
    0x6e:
      id: op_not
      doc: "Not a, of a boolean."
    0x3d:
      id: op_equal
      doc: "Whether a = b."
    0x21:
      id: op_notequal
      doc: "Whether a ≠ b."
    0x3c:
      id: op_lessthan
      doc: "Whether a < b."
    0x3e:
      id: op_greaterthan
      doc: "Whether a > b."
    0x28:
      id: op_lessthanequal
      doc: "Whether a ≤ b."
    0x29:
      id: op_greaterthanequal
      doc: "Whether a ≥ b."
    0x6a:
      id: op_jump
      doc: "Jumps to the label."
    0x62:
      id: op_branch
      doc: "Jumps to the first label if true, otherwise to the second."
    0x63:
      id: op_call
      doc: "Pops a function pointer and its arguments, pushes the result."
    0x72:
      id: op_return
      doc: "Hands the top value back to the caller."
    0x43:
      id: op_cast
      doc: "The value as this type."
    0x67:
      id: op_load
      doc: "Replaces a reference by its value."
    0x73:
      id: op_store
      doc: "Stores a value through a reference, which stays."
    0x69:
      id: op_getindex
      doc: "Pushes element b of the array a, which stays."
    0x49:
      id: op_setindex
      doc: "Stores the value c as element b of the array a, which stays."
    0x6d:
      id: op_getindex_member
      doc: "Pushes this member of the layout a (or the length of an array), which stays."
    0x4d:
      id: op_setindex_member
      doc: "Stores the value b as this member of the layout a, which stays."
    0x5b:
      id: op_alloc_array
      doc: "Pushes a new array, popping its length if the type has none."
    0x7b:
      id: op_alloc
      doc: "Creates the variable of the reference with this type's default."
    # end
  type_tag:
    # made: type tags
    0x00:
      id: any
      doc: "Any value."
    0x01:
      id: bool
      doc: "A boolean."
    0x02:
      id: u8
      doc: "An unsigned integer."
    0x03:
      id: u16
      doc: "An unsigned integer."
    0x04:
      id: u32
      doc: "An unsigned integer."
    0x05:
      id: u64
      doc: "An unsigned integer."
    0x06:
      id: u128
      doc: "An unsigned integer."
    0x07:
      id: s8
      doc: "A signed integer."
    0x08:
      id: s16
      doc: "A signed integer."
    0x09:
      id: s32
      doc: "A signed integer."
    0x0a:
      id: s64
      doc: "A signed integer."
    0x0b:
      id: s128
      doc: "A signed integer."
    0x0c:
      id: f32
      doc: "A float."
    0x0d:
      id: f64
      doc: "A float."
    0x0e:
      id: string
      doc: "A text."
    0x0f:
      id: open_array
      doc: "An array of any length."
    0x10:
      id: array
      doc: "An array."
    0x11:
      id: layout
      doc: "A layout."
    0x12:
      id: function
      doc: "A function pointer."
    0x13:
      id: reference
      doc: "A reference to a variable."
    # end
  value_tag:
    # made: value tags
    0x01:
      id: bool
      doc: "A boolean."
    0x02:
      id: u8
      doc: "An unsigned integer."
    0x03:
      id: u16
      doc: "An unsigned integer."
    0x04:
      id: u32
      doc: "An unsigned integer."
    0x05:
      id: u64
      doc: "An unsigned integer."
    0x06:
      id: u128
      doc: "An unsigned integer."
    0x07:
      id: s8
      doc: "A signed integer."
    0x08:
      id: s16
      doc: "A signed integer."
    0x09:
      id: s32
      doc: "A signed integer."
    0x0a:
      id: s64
      doc: "A signed integer."
    0x0b:
      id: s128
      doc: "A signed integer."
    0x0c:
      id: f32
      doc: "A float."
    0x0d:
      id: f64
      doc: "A float."
    0x0e:
      id: string
      doc: "A text."
    0x12:
      id: function
      doc: "A function pointer."
    0x20:
      id: variable
      doc: "A reference to a variable."
    # end
