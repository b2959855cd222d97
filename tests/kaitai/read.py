"""Reads files with the readers that the Kaitai compiler made: python3 read.py LIST.

In goes a file with a line for each file to read, its format and its path; out comes a line of JSON for each: what the
file says, in the shape of `lzdump --json` (without what is there for people), and the first and last offset of each
element of a list, by its path; or the error.
"""

import importlib
import json
import sys

from kaitaistruct import KaitaiStream, KaitaiStruct
from io import BytesIO

# How the paths of lzdump name a field, where that is not the name of the specification. An empty name is left out.
PATHS = {
    ("Lazer", "module"): "",
    ("Module", "body"): "",
    ("Constant", "value"): "",
    ("Hydro", "modules"): "module",
    ("Module", "usings"): "",
    ("Module", "layouts"): "",
    ("Module", "functions"): "",
    ("Usings", "entries"): "usings",
    ("Layouts", "entries"): "layouts",
    ("Functions", "entries"): "functions",
    ("Function", "body"): "",
    ("Code", "instructions"): "instruction",
    ("Sailar", "table"): "",
}


def places(item, path, found):
    """Collects where the elements of all lists are."""
    for key, where in list(item._debug.items()):
        name = key[3:] if key.startswith("_m_") else key
        value = getattr(item, name, None)
        label = PATHS.get((type(item).__name__, name), name)
        inner = path + [label] if label else path
        if "arr" in where:
            for index, element in enumerate(where["arr"]):
                at = inner[:-1] + [f"{inner[-1]}[{index}]"]
                found[".".join(at)] = [element["start"], element["end"]]
                if isinstance(value[index], KaitaiStruct):
                    places(value[index], at, found)
        elif isinstance(value, KaitaiStruct):
            places(value, inner, found)


def raw(item, name, data):
    """The bytes of a field."""
    where = item._debug[name]
    return data[where["start"]:where["end"]]


# ---- Lazer

def lazer(file, data):
    return {"module": lazer_module(file.module, data), "trailing": file.trailing.hex()}


def lazer_module(module, data):
    kind, body = module.module_type.name, module.body
    if kind == "archive":
        return {"type": kind, "modules": [lazer_module(inner, data) for inner in body.modules]}
    if kind == "native":
        return {
            "type": kind,
            "name": body.module_name.text,
            "library": {"bytes": body.library_path.bytes.hex()},
            "functions": [name.text for name in body.functions],
        }
    lines = None
    if body.has_line_table:
        table = body.line_table
        rows = [{key: getattr(row, key) for key in ("word", "file", "line", "column")} for row in table.rows]
        lines = {"files": [path.text for path in table.files], "rows": rows}
    return {
        "type": kind,
        "name": body.name,
        "constants": [lazer_constant(constant, data) for constant in body.constants],
        "lines": lines,
        "code": [{"word": lazer_word(word)} for word in body.code],
    }


def number(value):
    """The number of an enumeration's value, which is a plain number if it has no name."""
    return getattr(value, "value", value)


def lazer_word(word):
    return number(word.op) | word.a << 8 | word.b << 16 | word.c << 24


def lazer_constant(constant, data):
    tag, value = constant.tag.name, constant.value
    kind = "import" if tag == "imported" else tag
    if tag in ("u8", "i16", "i32"):
        return {"kind": kind, "value": value.value}
    if tag in ("i64", "u64"):
        return {"kind": kind, "value": str(value.value)}
    if tag in ("f32", "f64"):
        return {"kind": kind, "bits": raw(value, "value", data)[::-1].hex()}
    if tag == "atom":
        return {"kind": kind, "value": value.text}
    if tag == "function":
        parts = {"name": value.name.text, "arity": value.arity, "registers": value.registers, "entry": value.entry}
        return {"kind": kind, **parts}
    if tag == "imported":
        return {"kind": kind, "module": value.module.text, "function": value.function.text, "arity": value.arity}
    if tag.startswith("map"):
        pairs = [[lazer_constant(pair.key, data), lazer_constant(pair.value, data)] for pair in value.pairs]
        return {"kind": kind, "pairs": pairs}
    if tag.startswith("bytes"):
        return {"kind": kind, "value": {"bytes": value.bytes.hex()}}
    return {"kind": kind, "elements": [lazer_constant(element, data) for element in value.elements]}


# ---- Hydro

def hydro(file, data):
    modules = [hydro_module(module, data) for module in file.modules]
    header = "packed" if file.is_packed else "table"
    return {"header": header, "modules": modules, "trailing": file.trailing.hex()}


def hydro_module(module, data):
    sections = []
    for name in ("usings", "layouts", "functions"):
        if getattr(module, name) is not None:
            where = module._debug["_m_" + name]
            sections.append((where["start"], where["end"]))
    gaps, at = b"", module.header_end
    for start, end in sorted(sections):
        gaps += data[at:start]
        at = end
    entries = lambda section: section.entries if section is not None else []
    layouts = [{"name": part.name.text, "members": hydro_variables(part.members)} for part in entries(module.layouts)]
    return {
        "name": module.name.text,
        "offsets": [module.usings_offset, module.layouts_offset, module.functions_offset],
        "gaps": gaps.hex(),
        "usings": [using.name.text for using in entries(module.usings)],
        "layouts": layouts,
        "functions": [hydro_function(function, data) for function in entries(module.functions)],
    }


def hydro_variables(variables):
    return [{"name": variable.name.text, "type": hydro_type(variable.type)} for variable in variables]


SPELLED = {"function": "fn"}


def hydro_type(found):
    tag, payload = found.tag.name, found.payload if hasattr(found, "payload") else None
    if tag == "open_array":
        return hydro_type(payload.element) + "[]"
    if tag == "array":
        return f"{hydro_type(payload.element)}[{payload.length}]"
    if tag == "reference":
        return hydro_type(payload.target) + "&"
    if tag == "layout":
        module = payload.module.text
        return (module + "::" if module else "") + payload.layout.text
    return SPELLED.get(tag, tag)


def hydro_function(function, data):
    told = {"name": function.name.text, "parameters": hydro_variables(function.parameters)}
    if function.marker.name == "function":
        told["instructions"] = [hydro_instruction(one, data) for one in function.body.instructions]
    else:
        targets = function.body.targets
        told["targets"] = [{"target": target.target.text, "code": target.code.text} for target in targets]
    return told


def hydro_instruction(instruction, data):
    op = instruction.opcode.name
    told = {"opcode": chr(instruction.opcode.value)}
    operand = getattr(instruction, "operand", None)
    if op == "op_push":
        told["value"] = hydro_value(operand, data)
    elif op == "op_duplicate":
        told["count"] = operand.value
    elif op == "op_rotate":
        told["places"] = operand.value
    elif op == "op_jump":
        told["targets"] = [operand.target]
    elif op == "op_branch":
        told["targets"] = [operand.if_true, operand.if_false]
    elif op in ("op_cast", "op_alloc"):
        told["type"] = hydro_type(operand)
    elif op == "op_alloc_array":
        told["element"] = hydro_type(operand.element)
        if operand.flag:
            told["length"] = operand.length
    elif op in ("op_getindex_member", "op_setindex_member"):
        told["member"] = operand.text
    return told


def hydro_value(value, data):
    tag, content = value.tag.name, value.content
    if tag == "bool":
        return {"type": tag, "value": bool(content.value)}
    if tag in ("f32", "f64"):
        return {"type": tag, "bits": raw(content, "value", data).hex()}
    if tag == "string":
        return {"type": tag, "value": content.text}
    if tag == "function":
        return {"type": "fn", "module": content.module.text, "function": content.function.text}
    if tag == "variable":
        return {"type": "ref", "value": content.text}
    if tag.endswith("128"):
        whole = content.high << 64 | content.low
        signed = whole - (1 << 128) if tag[0] == "s" and whole >> 127 else whole
        return {"type": tag, "value": str(signed)}
    return {"type": tag, "value": str(content.value) if tag.endswith("64") else content.value}


# ---- Roo

def roomod(file, data):
    types = [
        {"name": one.name.characters, "size": one.size, "members": roomod_variables(one.members)} for one in file.types
    ]
    return {"types": types, "things": [roomod_thing(thing) for thing in file.things], "trailing": file.trailing.hex()}


def roomod_variables(variables):
    return [
        {
            "name": variable.name.characters,
            "type_name": variable.type_name.characters,
            "is_mutable": bool(variable.is_mutable),
            "is_reference": bool(variable.is_reference),
            "is_reference_mutable": bool(variable.is_reference_mutable),
            "array_size": variable.array_size,
        }
        for variable in variables
    ]


def roomod_thing(thing):
    told = {"type": thing.type.name, "params": roomod_variables(thing.params), "symbol": thing.symbol.characters}
    if told["type"] == "function":
        told["name"] = thing.name.characters
    else:
        told["token"] = number(thing.token)
    return told


# ---- SAILAR

def sailar(file, data):
    header, structs = file.header, None
    if hasattr(file, "table"):
        structs = [sailar_struct(item) for item in file.table.structs]
    optional = None
    if header.optional_count.value:
        optional = {"count": header.optional_count.value, "bytes": header.optional.hex()}
    return {
        "major": file.major,
        "minor": file.minor,
        "length_size": file.length_bytes,
        "name": header.name.characters,
        "version": [part.value for part in header.version],
        "optional": optional,
        "structs": structs,
        "trailing": file.trailing.hex(),
    }


def sailar_struct(item):
    fields = [
        {"name": field.name.characters, "type": field.type.characters, "export": field.is_exported}
        for field in item.fields
    ]
    return {"name": item.name.characters, "export": item.is_exported, "open": item.is_open, "fields": fields}


def read(name, path):
    with open(path, "rb") as opened:
        data = opened.read()
    kind = getattr(importlib.import_module(name), name.capitalize())
    try:
        file = kind(KaitaiStream(BytesIO(data)))
        file._read()
        told, found = globals()[name](file, data), {}
        places(file, [], found)
        return {"told": told, "places": found}
    except Exception as error:  # Whatever it is, it says that the file is not read.
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    sys.setrecursionlimit(5000)
    with open(sys.argv[1], encoding="utf-8") as listed:
        for line in listed:
            name, path = line.rstrip("\n").split(" ", 1)
            print(json.dumps(read(name, path)))


main()
