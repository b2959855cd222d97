//! Parsing ahead: a large text is parsed on a thread of its own, a few chunks before they are worked on.
//!
//! What a parser makes of a text depends on nothing but the text, so the result is the same with and without the
//! thread. The thread numbers names on its own. The names of each chunk get their numbers in the run when the chunk is
//! taken, in the same order as if it were parsed only then.

use lzasm_grammar::ast::Ast;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::{Interner, Names, Sym};
use lzasm_grammar::parser::Parser;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, Scope};

/// Texts below this size are parsed faster than a thread starts.
const LEAST: usize = 1 << 20;
/// The most chunks that wait. Their trees take some megabytes.
const WAITING: usize = 8;

/// Something that gives the chunks of a text, one after another.
pub(super) trait Chunks {
    /// Fills a tree with the next chunk; false if there is none. New names and faults are added to what is there.
    fn next(&mut self, ast: &mut Ast, names: &mut Interner, faults: &mut Vec<Diagnostic>) -> bool;
}

impl Chunks for Parser<'_> {
    fn next(&mut self, ast: &mut Ast, names: &mut Interner, faults: &mut Vec<Diagnostic>) -> bool {
        Self::next(self, ast, names, faults, super::expander::CHUNK)
    }
}

/// A chunk that was parsed ahead.
struct Chunk {
    ast: Ast,
    /// The names that are in no chunk before it.
    names: Names,
    faults: Vec<Diagnostic>,
}

/// The chunks of a text that a thread parses.
pub(super) struct Ahead {
    chunks: Receiver<Chunk>,
    /// Trees that were worked on, whose memory the thread uses again.
    spare: SyncSender<Ast>,
    /// The number in the run of each name of the thread's, from the first that the run did not know on.
    numbers: Vec<Sym>,
    known: usize,
    /// Whether names have had the same number in the thread and in the run so far.
    are_equal: bool,
}

/// Whether a text is better parsed ahead.
pub(super) fn is_worthwhile(text: &str, jobs: Option<usize>) -> bool {
    // To count the processors takes as long as to assemble a small source, so the size comes first.
    text.len() >= LEAST
        && rayon::current_thread_index().is_none()
        && jobs.map_or_else(has_processors, |jobs| jobs > 1)
}

fn has_processors() -> bool {
    std::thread::available_parallelism().is_ok_and(|count| count.get() > 1)
}

impl Ahead {
    /// Starts a thread that parses a text.
    pub(super) fn start<'s, 't: 's>(
        scope: &'s Scope<'s, '_>,
        parser: Parser<'t>,
        names: &Interner,
    ) -> io::Result<Self> {
        let (to_work, chunks) = sync_channel(WAITING);
        let (spare, to_parse) = sync_channel(WAITING + 1);
        let own = names.clone();
        let known = own.len();
        Builder::new().spawn_scoped(scope, move || parse(parser, own, &to_work, &to_parse))?;
        Ok(Self { chunks, spare, numbers: Vec::new(), known, are_equal: true })
    }

    /// The number in the run of a name of the thread's.
    fn number(&self, name: Sym) -> Sym {
        (name.0 as usize).checked_sub(self.known).map_or(name, |at| self.numbers[at])
    }
}

/// Parses a text until it ends or nothing takes its chunks any more.
fn parse(mut parser: Parser<'_>, mut names: Interner, chunks: &SyncSender<Chunk>, spare: &Receiver<Ast>) {
    loop {
        let mut ast = spare.try_recv().unwrap_or_default();
        let mut faults = Vec::new();
        let known = names.len();
        if !Chunks::next(&mut parser, &mut ast, &mut names, &mut faults) {
            return;
        }
        let chunk = Chunk { ast, names: names.since(known), faults };
        if chunks.send(chunk).is_err() {
            return;
        }
    }
}

impl Chunks for Ahead {
    fn next(&mut self, ast: &mut Ast, names: &mut Interner, faults: &mut Vec<Diagnostic>) -> bool {
        let Ok(mut chunk) = self.chunks.recv() else { return false };
        for name in chunk.names.iter() {
            let own = Sym((self.known + self.numbers.len()) as u32);
            let number = names.intern(name);
            self.are_equal &= number == own;
            self.numbers.push(number);
        }
        if !self.are_equal {
            chunk.ast.rename(|name| self.number(name));
        }
        std::mem::swap(ast, &mut chunk.ast);
        // If the thread has enough of them or has ended, the tree is dropped.
        let _ = self.spare.try_send(chunk.ast);
        faults.append(&mut chunk.faults);
        true
    }
}
