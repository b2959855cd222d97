//! Each limit that a page of a format states has its diagnostic, one step beyond it, and none at it.

use lzasm_grammar::diag::Code;
use lzasm_tests::source::{self, Source};

/// A source of a size.
type Make = fn(usize) -> String;

/// A limit: a source of the greatest size assembles, of one more it does not.
struct Limit {
    name: &'static str,
    target: &'static str,
    make: Make,
    greatest: usize,
    beyond: Code,
}

const fn limit(name: &'static str, target: &'static str, greatest: usize, beyond: Code, make: Make) -> Limit {
    Limit { name, target, make, greatest, beyond }
}

const LIMITS: &[Limit] = &[
    limit("bytes of an atom", "lazer", 255, Code::TextTooLong, |n| {
        format!(".module m\n.const a = :`{}`\n", x(n))
    }),
    limit("bytes of a module's name", "lazer", 255, Code::TextTooLong, |n| format!(".module {}\n", x(n))),
    limit("bytes of a function's name", "lazer", 255, Code::TextTooLong, |n| {
        format!(".module m\n.func {}()\nret\n.end\n", x(n))
    }),
    limit("bytes of a library's path", "lazer", 255, Code::TextTooLong, |n| {
        format!(".native l \"{}\"\nf\n.end\n", x(n))
    }),
    limit("functions of a native module", "lazer", 255, Code::TooMany, |n| {
        format!(".native l \"l\"\n{}.end\n", lines(n, |i| format!("f{i}")))
    }),
    limit("constants of a module", "lazer", 65535, Code::TooMany, |n| {
        format!(".module\n.repeat {n}, i\n.pool k\\i = \\i\n.end\n")
    }),
    limit("instructions of the user's own", "lazer", 32767, Code::TooMany, |n| {
        format!(".module m\n.repeat {n}, i\n.op x\\i 0x80\n.end\n.func f()\nx32766\nret\n.end\n")
    }),
    limit("constants inside each other", "lazer", 64, Code::TooDeep, |n| {
        format!(".module m\n.const a = {}1{}\n", "[".repeat(n), "]".repeat(n))
    }),
    limit("archives inside each other", "lazer", 64, Code::ArchivesTooDeep, |n| {
        format!("{}.module m\n{}", ".archive\n".repeat(n), ".end\n".repeat(n))
    }),
    limit("parameters in registers", "lazer", 31, Code::TooManyParameters, |n| {
        format!(".module m\n.func f({})\nret\n.end\n", parameters(n))
    }),
    limit("parameters of a function", "hydro", 255, Code::TooMany, |n| {
        format!(".module m\n.func f({}) isa=hydro\nreturn\n.end\n", parameters(n))
    }),
    limit("parameters of a thing", "roomod", 255, Code::TooMany, |n| {
        format!(".extern f({})\n", parameters(n))
    }),
    limit("members of a type", "roomod", 255, Code::TooMany, |n| {
        format!(".struct P\n{}.end\n", lines(n, |i| format!("f{i}: u8")))
    }),
    limit("characters of a name", "roomod", 254, Code::TextTooLong, |n| {
        format!(".extern {}() symbol=\"s\"\n", x(n))
    }),
    limit("characters of a symbol", "roomod", 254, Code::TextTooLong, |n| {
        format!(".extern f() symbol=\"{}\"\n", x(n))
    }),
    limit("size of a type", "roomod", 0xFFFF_FFFF, Code::OutOfRange, |n| {
        format!(".struct P size={n}\n.end\n")
    }),
    limit("bytes of a name", "hydro", 65535, Code::TextTooLong, |n| format!(".module {}\n", x(n))),
    limit("targets of an intrinsic", "hydro", 255, Code::TooMany, |n| {
        format!(".module m\n.intrinsic p()\n{}.end\n", lines(n, |i| format!("t{i} \"c\"")))
    }),
    limit("members of a layout", "hydro", 65535, Code::TooMany, |n| {
        format!(".module m\n.struct P\n{}.end\n", lines(n, |i| format!("f{i}: u8")))
    }),
    limit("types inside each other", "hydro", 64, Code::TooDeep, |n| {
        format!(".module m\n.struct P\nx: u8{}\n.end\n", "&".repeat(n))
    }),
    limit("length size of one byte", "sailar", 255, Code::ValueTooLarge, |n| {
        format!(".format 0.12 length_size=1\n.module m {n}\n")
    }),
    limit("length size of two bytes", "sailar", 65535, Code::ValueTooLarge, |n| {
        format!(".format 0.12 length_size=2\n.module m {n}\n")
    }),
    limit("version number", "sailar", 0xFFFF_FFFF, Code::ValueTooLarge, |n| format!(".module m {n}\n")),
    limit("words to jump over", "lazer", 32767, Code::OutOfReach, |n| {
        format!(".module m\n.func f()\njt r1, far\n.repeat {n}\nnop\n.end\nfar: ret\n.end\n")
    }),
];

fn x(count: usize) -> String {
    "x".repeat(count)
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n").collect()
}

fn parameters(count: usize) -> String {
    (0..count).map(|index| format!("p{index}: i32")).collect::<Vec<_>>().join(", ")
}

fn check(limit: &Limit) -> Result<(), String> {
    let at = Source::text(&(limit.make)(limit.greatest)).assemble(Some(limit.target));
    if at.bytes.is_none() {
        return Err(format!("{} is refused:\n{}", limit.greatest, source::human(&at)));
    }
    let beyond = Source::text(&(limit.make)(limit.greatest + 1)).assemble(Some(limit.target));
    let codes: Vec<_> = source::errors(&beyond).iter().map(|said| said.code).collect();
    match codes[..] {
        [code] if code == limit.beyond => Ok(()),
        _ => Err(format!("{} gives:\n{}", limit.greatest + 1, source::human(&beyond))),
    }
}

#[test]
fn each_limit_is_reported() {
    let reported = LIMITS
        .iter()
        .filter_map(|limit| Some(format!("{} ({}): {}", limit.name, limit.target, check(limit).err()?)));
    let faults: Vec<String> = reported.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the formats can only refuse as a whole.
#[test]
fn texts_that_a_format_cannot_write() {
    let cases = [
        ("roomod", ".extern `café`()\n", Code::BadText),
        ("roomod", ".extern `a\\0b`()\n", Code::BadText),
        ("sailar", ".module `a\\0b`\n", Code::BadText),
    ];
    for (target, text, code) in cases {
        let assembly = Source::text(text).assemble(Some(target));
        assert_eq!(source::codes(&assembly), [code], "{text}{}", source::human(&assembly));
    }
}

/// More than 255 modules are grouped into nested archives, in order.
#[test]
fn many_modules_are_grouped() {
    use lzasm::formats::Executable;
    use lzasm::formats::lazer::model::Module;
    for count in [255_usize, 256, 600, 66_000] {
        let text = format!(".repeat {count}, i\n.module m\\i\n.end\n");
        let bytes = source::bytes(&text, "lazer").unwrap_or_else(|said| panic!("{said}"));
        let format = lzasm::formats::detect(&bytes).expect("it is a file of some format");
        let model = format.decode(&bytes).unwrap_or_else(|error| panic!("{error}"));
        let Some(Executable::Register(file)) = model.executable() else { panic!("it has code") };
        let mut open = vec![&file.module];
        let mut names = Vec::new();
        while let Some(module) = open.pop() {
            match module {
                Module::Archive(archive) => {
                    assert!((1..=255).contains(&archive.modules.len()));
                    open.extend(archive.modules.iter().rev());
                }
                other => names.push(other.name().map(ToString::to_string).unwrap_or_default()),
            }
        }
        let expected: Vec<_> = (0..count).map(|index| format!("m{index}")).collect();
        assert!(names == expected, "{count} modules");
    }
}

#[test]
fn a_text_of_faults_is_given_up() {
    let faults = |count: usize| {
        let assembly = Source::text(&".const\n".repeat(count)).assemble(Some("lazer"));
        let codes = source::codes(&assembly);
        (codes.len(), codes.contains(&Code::TooManyFaults))
    };
    assert_eq!(faults(999), (999, false));
    assert_eq!(faults(1500), (1001, true));
}

/// However deep archives are nested, one error says so, and nothing is nested deeper than the limit.
#[test]
fn far_too_many_archives_are_one_error() {
    for inside in [".module m\n", ".native l \"l\"\nf\n.end\n", ""] {
        let text = format!("{}{inside}{}", ".archive\n".repeat(10_000), ".end\n".repeat(10_000));
        for target in lzasm::formats::names() {
            let codes = source::codes(&Source::text(&text).assemble(Some(target)));
            assert_eq!(
                codes.iter().filter(|code| **code == Code::ArchivesTooDeep).count(),
                1,
                "{target}: {codes:?}"
            );
        }
    }
    let again = ".archive\n".repeat(66) + &".end\n".repeat(2) + ".archive\n.archive\n" + &".end\n".repeat(66);
    let codes = source::codes(&Source::text(&again).assemble(Some("lazer")));
    assert_eq!(codes, [Code::ArchivesTooDeep; 2]);
}

#[test]
fn files_that_include_each_other_are_counted() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for index in 0..200 {
        let text = format!(".include \"{}.inc\"\n", index + 1);
        std::fs::write(folder.path().join(format!("{index}.inc")), text).expect("a file for the test");
    }
    let mut source = Source::text(".include \"0.inc\"\n");
    source.folder = folder.path().to_owned();
    assert_eq!(source::codes(&source.assemble(Some("lazer"))), [Code::TooManyIncludes]);
}
