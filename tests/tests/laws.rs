//! What holds of every format in the registry and of every file that the goldens make.

use lzasm::Lossy;
use lzasm::bytes::FieldTree;
use lzasm::formats::lazer::model::Module;
use lzasm::formats::{self, Executable, Model, RaiseOptions};
use lzasm::isa::{Isa, OperandKind};
use lzasm_tests::corpus::{Sample, samples, sources};
use lzasm_tests::one_of_each::{self, Line};
use lzasm_tests::source::{self, Source};
use lzasm_tests::{golden, repo};
use pretty_assertions::assert_eq;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn each_format_is_distinguished_from_the_others() {
    let infos: Vec<_> = formats::ALL.iter().map(|format| format.info()).collect();
    let mut extensions = BTreeSet::new();
    for (at, info) in infos.iter().enumerate() {
        assert_eq!(formats::names().get(at), Some(&info.name));
        assert!(!info.magic.is_empty() && !info.extensions.is_empty() && !info.title.is_empty());
        for other in &infos[..at] {
            let alike = info.magic.starts_with(other.magic) || other.magic.starts_with(info.magic);
            assert!(!alike, "{} and {} start alike", info.name, other.name);
        }
        for extension in info.extensions {
            assert!(extensions.insert(extension), ".{extension} is there twice");
            let found = formats::by_extension(extension).map(|format| format.info().name);
            assert_eq!(found, Some(info.name));
        }
        assert_eq!(formats::detect(info.magic).map(|format| format.info().name), Some(info.name));
        assert_eq!(formats::find(info.name).map(|format| format.info().name), Some(info.name));
    }
}

/// The encoders that the tests have of their own are for all formats: a new one needs one, too.
#[test]
fn each_format_has_an_encoder_of_the_tests() {
    assert_eq!(formats::names(), lzasm_tests::independent::FORMATS);
}

#[test]
fn each_setting_is_in_the_manual() {
    let page = |name: &str| repo::text(&repo::root().join("docs").join(name));
    let (items, exact, options) =
        (page("language/items.md"), page("language/exact.md"), page("command-line.md"));
    let mut keys = BTreeSet::new();
    for info in formats::ALL.iter().map(|format| format.info()) {
        for setting in info.settings {
            let spelling = setting.form.spelling();
            assert!(setting.form.key().is_none_or(|key| keys.insert(key)), "`{spelling}` is there twice");
            assert!(setting.option.is_none_or(|option| options.contains(option)), "{:?}", setting.option);
            let is_listed = match setting.form {
                formats::Form::Directive { .. } => exact.contains(&format!("`{spelling}")),
                _ => {
                    let rest = format!("| {} | {} |", info.title, setting.meaning);
                    let is_row =
                        |line: &str| line.starts_with(&format!("| `{spelling}")) && line.ends_with(&rest);
                    items.lines().any(is_row)
                }
            };
            assert!(is_listed, "`{spelling}` of {} is not in the manual as its row has it", info.title);
        }
    }
}

#[test]
fn rows_are_distinguished_from_each_other() {
    for isa in [Isa::Register, Isa::Stack] {
        let mut shapes = BTreeSet::new();
        let mut opcodes = BTreeSet::new();
        for row in formats::rows(isa) {
            let shape =
                (row.mnemonic, row.operands().len(), row.operands().first() == Some(&OperandKind::ArrayType));
            assert!(shapes.insert(shape), "`{}` is there twice in one shape", row.mnemonic);
            assert!(!row.meaning.is_empty(), "`{}` does nothing", row.mnemonic);
            // The stack set spells one instruction in two ways.
            assert!(
                opcodes.insert(row.opcode) || row.mnemonic == "allocvar",
                "{:#04x} is there twice",
                row.opcode
            );
        }
        assert_eq!(formats::find(formats::isa_name(isa)).and_then(|format| format.info().isa), Some(isa));
    }
}

/// The first bytes of the instructions in the function `each`.
fn opcodes(model: &dyn Model) -> Vec<u8> {
    match model.executable() {
        Some(Executable::Register(file)) => match &file.module {
            Module::Bytecode(module) => module.code.iter().map(|word| *word as u8).collect(),
            _ => Vec::new(),
        },
        Some(Executable::Stack(file)) => {
            let code = file.modules[0].functions.last().map(|function| function.body.code());
            code.unwrap_or_default().iter().map(|instruction| instruction.opcode).collect()
        }
        None => Vec::new(),
    }
}

#[test]
fn every_row_assembles_and_decodes_to_itself() {
    for isa in [Isa::Register, Isa::Stack] {
        let lines = one_of_each::lines(isa);
        let seen: BTreeSet<_> = lines.iter().map(|line| (line.row.mnemonic, line.row.opcode)).collect();
        assert_eq!(seen.len(), formats::rows(isa).len());
        let text = one_of_each::program(isa, &lines);
        let assembly = Source::text(&text).assemble(None);
        let Some(bytes) = assembly.bytes.as_ref() else { panic!("{}", source::human(&assembly)) };
        let format = assembly.format.expect("bytes are of a format");
        let model = format.decode(bytes).unwrap_or_else(|error| panic!("{error}"));
        let mut expected: Vec<u8> = lines.iter().map(|line: &Line| line.row.opcode).collect();
        expected.push(if isa == Isa::Register { 0x02 } else { b'r' });
        assert_eq!(opcodes(model.as_ref()), expected);
        assert_eq!(&model.encode().expect("what was read can be written"), bytes);
    }
}

/// The fields of a model and what they say.
fn described(model: &dyn Model) -> Vec<(String, usize, usize, Option<String>)> {
    let (_, tree): (_, FieldTree) = model.fields().expect("what was made can be written");
    let field = |at: usize| {
        (tree.path(at), tree.fields[at].start, tree.fields[at].end, tree.fields[at].value.clone())
    };
    (0..tree.fields.len()).map(field).collect()
}

#[test]
fn reading_what_was_written_gives_the_same() {
    for path in sources() {
        let source = Source::read(&path);
        for target in formats::names() {
            let assembly = source.assemble(Some(target));
            let (Some(model), Some(bytes)) = (&assembly.model, &assembly.bytes) else { continue };
            let format = assembly.format.expect("bytes are of a format");
            let name = format!("{} for {target}", repo::name(&path));
            let read = format.decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(described(read.as_ref()), described(model.as_ref()), "{name}");
            assert_eq!(read.encode().as_ref(), Ok(bytes), "{name}");
            assert_eq!(formats::detect(bytes).map(|format| format.info().name), Some(target), "{name}");
        }
    }
}

/// Whatever the bytes are, they are refused with a place or are written again as they were.
fn bears(name: &str, bytes: &[u8]) {
    let Some(format) = formats::detect(bytes) else { return };
    match format.decode(bytes) {
        Ok(model) => {
            model.verify();
            assert_eq!(model.encode().as_deref(), Ok(bytes), "{name} reads and does not write");
        }
        Err(error) => {
            assert!(error.offset <= bytes.len(), "{name}: {error} is outside of the file");
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn a_cut_at_every_byte_is_borne() {
    samples().par_iter().for_each(|sample| {
        for end in 0..=sample.bytes.len().min(4000) {
            bears(&format!("{} cut at {end}", sample.name), &sample.bytes[..end]);
        }
    });
}

/// The bytes of a file, whatever they are, become a source that assembles to them.
fn reads_back_leniently(name: &str, bytes: &[u8]) {
    let text = lzasm::dump::disassembly::lenient(name, bytes.to_vec(), &RaiseOptions::default());
    let again = Source::text(&text).assemble(None);
    assert_eq!(again.bytes.as_deref(), Some(bytes), "{name}\n{text}\n{}", source::human(&again));
}

#[test]
fn a_damaged_file_becomes_a_source_of_the_same_bytes() {
    let is_shown =
        |sample: &&Sample| ["examples/", "tests/conformance/"].iter().any(|it| sample.name.starts_with(it));
    let samples = samples();
    let shown: Vec<_> = samples.iter().filter(is_shown).collect();
    assert!(shown.len() > 15, "there are few examples");
    shown.par_iter().for_each(|sample| {
        let mut bytes = sample.bytes.clone();
        for at in 0..bytes.len() {
            reads_back_leniently(&format!("{} cut at {at}", sample.name), &bytes[..at]);
            let kept = std::mem::replace(&mut bytes[at], 0xFE);
            reads_back_leniently(&format!("{} with fe at {at}", sample.name), &bytes);
            bytes[at] = kept;
        }
    });
}

#[test]
fn a_flip_of_every_byte_is_borne() {
    samples().par_iter().for_each(|sample| {
        let mut bytes = sample.bytes.clone();
        for at in 0..bytes.len().min(4000) {
            let kept = bytes[at];
            for new in [!kept, kept ^ 1, kept ^ 0x80, kept.wrapping_add(1), kept.wrapping_sub(1), 0, 0xFF] {
                bytes[at] = new;
                bears(&format!("{} with {new:#04x} at {at}", sample.name), &bytes);
            }
            bytes[at] = kept;
        }
    });
}

#[test]
fn bytes_after_the_end_are_kept() {
    for sample in samples() {
        let mut bytes = sample.bytes.clone();
        bytes.extend(b"after");
        if sample.name.ends_with("structs-none.s") {
            // What follows such a header is read as the table of structs.
            continue;
        }
        let model = sample.format.decode(&bytes).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        assert_eq!(model.encode().as_deref(), Ok(&bytes[..]), "{}", sample.name);
    }
}

/// The bytes and messages of all sources, in order.
fn everything(threads: usize) -> Vec<(Option<Vec<u8>>, String)> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
    let mut paths = sources();
    paths.extend(golden::sources("err"));
    let one = |path: &PathBuf| {
        let source = Source::read(path);
        let assembly = source.assemble(source.targets().first().copied());
        let said = source::human(&assembly);
        (assembly.bytes, said)
    };
    pool.install(|| paths.par_iter().map(one).collect())
}

#[test]
fn threads_change_nothing() {
    let alone = everything(1);
    assert_eq!(alone, everything(4));
    assert_eq!(alone, everything(1));
}

/// The text form that a format has of its own reads back: to the same bytes, or to a file of the same text if something
/// was left out.
#[test]
fn files_become_texts_of_their_own_form_that_read_back() {
    let samples = samples();
    let mut count = 0;
    for sample in &samples {
        let Some(form) = sample.format.text_form() else { continue };
        let text_of = |name: &str, model: &dyn Model, lossy| form.write(name, model, lossy)?.text;
        let model = sample.format.decode(&sample.bytes).expect("a sample decodes");
        let Some(text) = text_of(&sample.name, &*model, Lossy::Allow) else { continue };
        let leaves_out = text_of(&sample.name, &*model, Lossy::Deny).is_none();
        let source = Source { name: format!("main.{}", form.extension()), ..Source::text(&text) };
        let again = source.assemble(None);
        let said = source::human(&again);
        let bytes = again.bytes.unwrap_or_else(|| panic!("{}:\n{said}", sample.name));
        assert!(leaves_out || bytes == sample.bytes, "{}", sample.name);
        let model = sample.format.decode(&bytes).expect("what was assembled decodes");
        assert_eq!(text_of("again", &*model, Lossy::Deny).as_ref(), Some(&text), "{}", sample.name);
        count += 1;
    }
    assert!(count >= 12, "only {count} files");
}

/// The text of a file, with comments or without, assembled with no further options, is the file.
#[test]
fn each_file_is_disassembled_to_a_source_of_the_same_bytes() {
    let samples = samples();
    assert!(samples.len() > 20, "there are few files");
    samples.par_iter().for_each(|sample| {
        let model =
            sample.format.decode(&sample.bytes).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        for annotate in [false, true] {
            let text = model.raise(&RaiseOptions { annotate, ..RaiseOptions::default() });
            let again = Source::text(&text).assemble(None);
            let said = source::human(&again);
            assert_eq!(again.bytes.as_ref(), Some(&sample.bytes), "{}\n{text}\n{said}", sample.name);
            assert_eq!(golden::canonical(&text).as_ref(), Ok(&text), "{}", sample.name);
        }
    });
}
