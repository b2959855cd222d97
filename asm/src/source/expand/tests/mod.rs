//! Expansion by example: a sink that writes down what it gets, and a loader with files in memory.

mod blocks;
mod constants;
mod hostile;
mod include;
mod macros;
mod texts;

use super::*;
use crate::Options;
use crate::files::{Cause, FileError, Loader};
use crate::source::ContextEnv;
use crate::source::eval::{Scalar, eval};
use lzasm_grammar::ast::{Directive, NodeKind, StmtKind};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes down statements as their text, one a line, and counts instructions for `here`.
#[derive(Default)]
struct Recorder {
    lines: Vec<String>,
    here: u64,
    count_only: bool,
}

impl Sink for Recorder {
    fn statement(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt) {
        self.here += u64::from(matches!(stmt.kind, StmtKind::Instr { .. }));
        if !self.count_only {
            let mut line = cx.sources.text(stmt.span).to_owned();
            if let StmtKind::Plain(Directive::Word, operands) = stmt.kind {
                let values = ast.operands(operands).iter().map(|id| value(cx, self.here, ast.subtree(*id)));
                line = format!(".word {}", values.collect::<Vec<_>>().join(", "));
            }
            self.lines.push(line);
        }
    }

    fn close(&mut self, _: &mut Context, block: BlockKind, _: Span) {
        self.lines.push(format!("end {}", block.name()));
    }

    fn size_of(&self, name: Sym) -> Option<u64> {
        // The one struct there is becomes known with its end.
        (name.0 < 1000 && self.lines.iter().any(|line| line == "end struct")).then_some(24)
    }

    fn here(&self) -> Option<u64> {
        Some(self.here)
    }

    fn is_instruction(&self, _: Sym) -> bool {
        false
    }

    fn constant(&self, _: Sym) -> Option<Span> {
        None
    }
}

fn value(cx: &Context, here: u64, nodes: &[lzasm_grammar::ast::Node]) -> String {
    match eval(nodes, &ContextEnv::new(cx, Some(here), |_| None)) {
        Ok(Scalar::Int(value)) => value.to_string(),
        Ok(Scalar::F32(bits)) => format!("f32 {bits:08X}"),
        Ok(Scalar::F64(bits)) => format!("f64 {bits:016X}"),
        Err(_) if matches!(nodes.last().map(|node| node.kind), Some(NodeKind::Name)) => "?".to_owned(),
        Err(trouble) => messages::at_the_end(cx, trouble)
            .map_or("!".to_owned(), |reported| reported.code.name().to_owned()),
    }
}

/// Files in memory.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, Vec<u8>>);

impl Loader for Files {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        match self.0.get(path) {
            Some(bytes) if bytes != b"denied" => Ok(bytes.clone()),
            Some(_) => Err(FileError::read(path, Cause::NotPermitted)),
            None => Err(FileError::read(path, Cause::NotFound)),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

/// A run over sources in memory.
#[derive(Default)]
struct Run {
    options: Options,
    files: Vec<(&'static str, &'static str)>,
}

/// The outcome of a run.
struct Outcome {
    lines: Vec<String>,
    /// Each diagnostic as `name file:line:column text-under-it`, as a person wrote it.
    reported: Vec<String>,
    messages: Vec<String>,
    dependencies: Vec<PathBuf>,
    target: Option<&'static str>,
}

impl Run {
    fn go(&self, source: &str) -> Outcome {
        self.go_with(source, Recorder::default())
    }

    fn go_with(&self, source: &str, mut sink: Recorder) -> Outcome {
        let mut cx = Context::new(&self.options);
        let files = self.files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
        cx.loader = Box::new(Files(files.collect()));
        let file = cx.sources.add("main.s", source, Default::default()).unwrap();
        expand(&mut cx, file, &mut sink);
        Outcome {
            lines: sink.lines,
            reported: cx.report.iter().map(|reported| place(&cx, reported)).collect(),
            messages: cx.report.iter().map(|reported| reported.message.clone()).collect(),
            dependencies: cx.dependencies,
            target: cx.target,
        }
    }
}

fn place(cx: &Context, reported: &lzasm_grammar::diag::Diagnostic) -> String {
    let span = reported.main.as_ref().map_or(Span::default(), |label| cx.sources.written(label.span));
    let text = cx.sources.text(span).lines().next().unwrap_or("");
    match cx.sources.place(span.lo) {
        Some(place) => {
            format!("{} {}:{}:{} {text}", reported.code.name(), place.file, place.line, place.column)
        }
        None => reported.code.name().to_owned(),
    }
}

/// The plain statements of a source that has no faults.
fn lines(source: &str) -> Vec<String> {
    let outcome = Run::default().go(source);
    assert_eq!(outcome.reported, Vec::<String>::new(), "{:?}", outcome.messages);
    outcome.lines
}

/// The diagnostics of a source.
fn reported(source: &str) -> Vec<String> {
    Run::default().go(source).reported
}
