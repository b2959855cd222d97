meta:
  id: roomod
  title: Roo module
  application: Roo compiler
  file-extension: roomod
  license: CC0-1.0
  ks-version: '0.11'
  encoding: ASCII
  endian: le
doc: |
  What a compiler of the Roo language must know of a module: its types, its functions and its operators. It holds no
  code.

  What is not checked here: no character of a string is NUL.
doc-ref: https://github.com/lzasm/lzasm/blob/main/docs/formats/roomod.md
seq:
  - id: magic
    contents: [0x7f, ROO]
    doc: What every file begins with.
  - id: version
    type: u1
    valid: 0
    doc: The version of the format.
  - id: type_count
    type: u4
    doc: How many types follow.
  - id: thing_count
    type: u4
    doc: How many functions and operators follow the types.
  - id: types
    type: type_entry
    repeat: expr
    repeat-expr: type_count
    doc: The types.
  - id: things
    type: thing
    repeat: expr
    repeat-expr: thing_count
    doc: The functions and operators.
  - id: trailing
    size-eos: true
    doc: What follows the last thing. It belongs to nothing, and is empty in most files.
types:
  string:
    doc: A text of up to 254 characters, with its length and with a NUL at its end.
    seq:
      - id: length
        type: u1
        valid:
          min: 1
        doc: How many bytes follow, the NUL among them.
      - id: characters
        type: str
        size: length - 1
        doc: The text.
      - id: nul
        contents: [0]
        doc: The NUL.
  variable:
    doc: A member of a type, or a parameter of a function or operator.
    seq:
      - id: name
        type: string
        doc: Its name.
      - id: type_name
        type: string
        doc: The name of its type.
      - id: is_mutable
        type: u1
        valid:
          max: 1
        doc: Whether it may be changed (`mut T`).
      - id: is_reference
        type: u1
        valid:
          max: 1
        doc: Whether it is a reference (`T&`).
      - id: is_reference_mutable
        type: u1
        valid:
          max: 1
        doc: Whether what it refers to may be changed (`T mut&`).
      - id: array_size
        type: u4
        doc: How many elements it has; 0 if it is no array.
  type_entry:
    doc: A type.
    seq:
      - id: name
        type: string
        doc: Its name.
      - id: member_count
        type: u1
        doc: How many members follow.
      - id: members
        type: variable
        repeat: expr
        repeat-expr: member_count
        doc: Its members.
      - id: size
        type: u4
        doc: How many bytes a value of the type has.
  thing:
    doc: A function or an operator.
    seq:
      - id: type
        type: u1
        enum: thing_type
        valid:
          in-enum: true
        doc: Which of the two it is.
      - id: name
        type: string
        if: type == thing_type::function
        doc: The name of a function.
      - id: token
        type: u4
        enum: token
        if: type == thing_type::operator
        doc: Which operator it is. Numbers that have no name here are legal.
      - id: param_count
        type: u1
        doc: How many parameters follow.
      - id: params
        type: variable
        repeat: expr
        repeat-expr: param_count
        doc: Its parameters.
      - id: symbol
        type: string
        doc: The name that a linker knows it by.
enums:
  thing_type:
    0:
      id: function
      doc: A function.
    1:
      id: operator
      doc: An operator.
  token:
    # made: tokens
    0x13:
      id: op_index
      doc: "The operator `[]`."
    0x15:
      id: op_multiply
      doc: "The operator `*`."
    0x16:
      id: op_plus
      doc: "The operator `+`."
    0x17:
      id: op_minus
      doc: "The operator `-`."
    0x18:
      id: op_divide
      doc: "The operator `/`."
    0x1a:
      id: op_not
      doc: "The operator `!`."
    0x1b:
      id: op_complement
      doc: "The operator `~`."
    0x1c:
      id: op_modulo
      doc: "The operator `%`."
    0x21:
      id: op_equal
      doc: "The operator `==`."
    0x22:
      id: op_notequal
      doc: "The operator `!=`."
    0x23:
      id: op_greater
      doc: "The operator `>`."
    0x24:
      id: op_greaterequal
      doc: "The operator `>=`."
    0x25:
      id: op_less
      doc: "The operator `<`."
    0x26:
      id: op_lessequal
      doc: "The operator `<=`."
    0x27:
      id: op_increment
      doc: "The operator `++`."
    0x28:
      id: op_decrement
      doc: "The operator `--`."
    0x29:
      id: op_leftshift
      doc: "The operator `<<`."
    0x2a:
      id: op_rightshift
      doc: "The operator `>>`."
    0x2b:
      id: op_and
      doc: "The operator `&`."
    0x2c:
      id: op_or
      doc: "The operator `|`."
    0x2d:
      id: op_xor
      doc: "The operator `^`."
    0x2e:
      id: op_logicaland
      doc: "The operator `&&`."
    0x2f:
      id: op_logicalor
      doc: "The operator `||`."
    # end
