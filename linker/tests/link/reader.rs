//! A tiny reader of Lazer archives and Hydro files that shares nothing with ours: it follows the formats' pages.

/// Which modules an archive holds, in order, by the bytes of each; only kinds that the tests write.
pub(crate) fn lazer(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let end = lazer_at(bytes, 0, &mut found);
    assert_eq!(end, bytes.len());
    found
}

fn lazer_at(bytes: &[u8], start: usize, found: &mut Vec<Vec<u8>>) -> usize {
    assert_eq!(&bytes[start..start + 4], b"LZR\0");
    let mut at = start + 5;
    if bytes[start + 4] == 0 {
        at += 1;
        for _ in 0..bytes[start + 5] {
            at = lazer_at(bytes, at, found);
        }
        return at;
    }
    assert_eq!(bytes[start + 4], 2);
    let count = u16::from_le_bytes([bytes[at + 1], bytes[at + 2]]);
    at += 3;
    for _ in 0..count {
        let skip = |at: usize| at + 1 + usize::from(bytes[at]);
        at = match bytes[at] {
            7 => skip(at + 1),
            20 => skip(at + 1) + 6,
            21 => skip(skip(at + 1)) + 1,
            tag => panic!("constant {tag}"),
        };
    }
    let words = u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    at += 4 + 4 * words as usize;
    found.push(bytes[start..at].to_vec());
    at
}

/// A Hydro module: its name, usings, and functions with the bytes from the name on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) usings: Vec<String>,
    pub(crate) functions: Vec<Vec<u8>>,
}

/// The modules of a Hydro file whose headers have the table's form (`gap` 2) or are packed (0).
pub(crate) fn hydro(bytes: &[u8], gap: usize) -> Vec<Module> {
    assert_eq!(&bytes[..5], b"hydro");
    let count = u16::from_be_bytes([bytes[5], bytes[6]]);
    let mut at = 7;
    let mut found = Vec::new();
    for _ in 0..count {
        let (module, end) = hydro_at(bytes, at, gap);
        found.push(module);
        at = end;
    }
    assert_eq!(at, bytes.len());
    found
}

fn hydro_at(bytes: &[u8], start: usize, gap: usize) -> (Module, usize) {
    let word =
        |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
    let text = |at: usize| {
        let length = usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
        (String::from_utf8(bytes[at + 2..at + 2 + length].to_vec()).unwrap(), at + 2 + length)
    };
    assert_eq!(bytes[start], b'm');
    let (name, fields) = text(start + 1);
    assert!(bytes[fields + 8..fields + 8 + gap].iter().all(|byte| *byte == 0));
    let (mut at, count) = (word(fields), word(fields + 4));
    assert_eq!(at, fields + 24 + gap, "usings follow the header");
    let mut usings = Vec::new();
    for _ in 0..count {
        assert_eq!(bytes[at], b'u');
        let (name, end) = text(at + 1);
        usings.push(name);
        at = end;
    }
    assert_eq!((word(fields + 8 + gap), word(fields + 12 + gap)), (at, 0), "no layouts");
    assert_eq!(word(fields + 16 + gap), at, "functions follow the usings");
    let mut functions = Vec::new();
    for _ in 0..word(fields + 20 + gap) {
        let end = function_end(bytes, at, &text);
        functions.push(bytes[at..end].to_vec());
        at = end;
    }
    (Module { name, usings, functions }, at)
}

fn function_end(bytes: &[u8], start: usize, text: &impl Fn(usize) -> (String, usize)) -> usize {
    assert_eq!(bytes[start], b'f');
    let (_, mut at) = text(start + 1);
    assert_eq!(bytes[at], 0, "no parameters");
    let count = u32::from_be_bytes([bytes[at + 1], bytes[at + 2], bytes[at + 3], bytes[at + 4]]);
    at += 5;
    for _ in 0..count {
        at = match (bytes[at], bytes.get(at + 1)) {
            (b':', Some(0x12)) => text(text(at + 2).1).1,
            (b':', Some(1)) => at + 3,
            (b'.' | b'r', _) => at + 1,
            other => panic!("instruction {other:?}"),
        };
    }
    at
}
