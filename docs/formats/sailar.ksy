meta:
  id: sailar
  title: SAILAR module
  application: SAILAR
  file-extension: sail
  license: CC0-1.0
  ks-version: '0.11'
  encoding: UTF-8
  endian: le
doc: |
  A module of the SAILAR intermediate representation: its name and version, and its structs.

  What is not checked here: no identifier has a NUL in it, and a struct is open only if each of its fields is exported.
doc-ref: https://github.com/lzasm/lzasm/blob/main/docs/formats/sailar.md
seq:
  - id: magic
    contents: SAILAR
    doc: What every file begins with.
  - id: major
    type: u1
    doc: The version of the format; a change here is not compatible with what was before.
  - id: minor
    type: u1
    doc: The lesser part of the version.
  - id: length_size
    type: u1
    enum: length_size
    valid:
      in-enum: true
    doc: How many bytes each length, count and version number has.
  - id: header
    type: header
    doc: The identity of the module.
  - id: table
    type: struct_table
    if: not _io.eof
    doc: The structs. A file may end without them.
  - id: trailing
    size-eos: true
    doc: What follows the structs. It belongs to nothing, and is empty in most files.
instances:
  length_bytes:
    value: 1 << length_size.to_i
    doc: How many bytes a length has.
types:
  number:
    doc: A length, a count or a version number.
    seq:
      - id: value
        type:
          switch-on: _root.length_size
          cases:
            'length_size::one': u1
            'length_size::two': u2
            'length_size::four': u4
        doc: The number.
  identifier:
    doc: A name or the text of a type.
    seq:
      - id: length
        type: number
        doc: How many bytes it has, not 0.
      - id: characters
        type: str
        size: length.value
        valid:
          expr: _ != ""
        doc: The text.
  header:
    doc: The identity of a module.
    seq:
      - id: size
        type: number
        doc: How many bytes follow in the header.
      - id: name
        type: identifier
        doc: The name of the module.
      - id: version_count
        type: number
        doc: How many version numbers follow.
      - id: version
        type: number
        repeat: expr
        repeat-expr: version_count.value
        doc: The version of the module, the greatest part first.
      - id: optional_count
        type: number
        doc: How many optional fields follow. None are defined.
      - id: optional
        size: size.value - known_size
        valid:
          expr: optional_count.value != 0 or _.length == 0
        doc: The optional fields.
    instances:
      known_size:
        value: _root.length_bytes * (3 + version_count.value) + name.length.value
        doc: How many bytes the fields have that are always there.
  struct_table:
    doc: The structs of a module.
    seq:
      - id: struct_count
        type: number
        doc: How many structs follow.
      - id: structs
        type: struct_entry
        repeat: expr
        repeat-expr: struct_count.value
        doc: The structs.
  struct_entry:
    doc: A struct.
    seq:
      - id: flags
        type: u1
        valid:
          max: 3
        doc: |
          Bit 0: other modules see the struct. Bit 1: other modules see all its fields. The others are reserved.
      - id: name
        type: identifier
        doc: Its name.
      - id: field_count
        type: number
        doc: How many fields follow.
      - id: fields
        type: field
        repeat: expr
        repeat-expr: field_count.value
        doc: Its fields.
    instances:
      is_exported:
        value: (flags & 1) != 0
        doc: Whether other modules see the struct.
      is_open:
        value: (flags & 2) != 0
        doc: Whether other modules see all its fields.
  field:
    doc: A field of a struct.
    seq:
      - id: flags
        type: u1
        valid:
          max: 1
        doc: |
          Bit 0: other modules see the field. The others are reserved.
      - id: name
        type: identifier
        doc: Its name.
      - id: type
        type: identifier
        doc: The text of its type, as a source spells it.
    instances:
      is_exported:
        value: flags == 1
        doc: Whether other modules see the field.
enums:
  length_size:
    0:
      id: one
      doc: Lengths have one byte.
    1:
      id: two
      doc: Lengths have two bytes.
    2:
      id: four
      doc: Lengths have four bytes.
