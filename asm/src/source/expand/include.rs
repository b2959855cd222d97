//! `.include`: finding a file, reading it, and its statements.

use super::Sink;
use super::directives::text_at;
use super::expander::{Expander, Stop};
use crate::files::text_of;
use crate::source::Context;
use crate::source::budget;
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, NodeId, Stmt};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::source::{Origin, Span, Text};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The greatest depth of included files.
const MOST_OPEN: usize = 128;

/// The greatest number of inclusions in a run: files that include each other twice make more of them than a user can
/// wait for.
const MOST_INCLUSIONS: usize = 1 << 20;

impl<S: Sink> Expander<'_, S> {
    /// `.include "path"`
    pub(super) fn include(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        let [operand] = operands else {
            return cx.report(messages::directive_operands(stmt.span, ".include", "a path in quotes"));
        };
        let span = ast.node(*operand).span;
        let Some(path) = text_at(cx, ast, *operand) else {
            return cx.report(messages::directive_operands(span, ".include", "a path in quotes"));
        };
        let Some(found) = find(cx, stmt.span, Path::new(&path)) else {
            return cx.report(not_found(cx, span, Path::new(&path)));
        };
        let identity = cx.loader.identity(&found);
        if self.includes.contains(&identity) {
            return cx.report(messages::include_loop(&found, span, self.includes.last() == Some(&identity)));
        }
        if self.includes.len() >= MOST_OPEN || self.inclusions >= MOST_INCLUSIONS {
            self.stop = Some(Stop::Run);
            return cx.report(messages::too_many_includes(span, MOST_OPEN, MOST_INCLUSIONS));
        }
        let again = self.texts.contains_key(&found);
        let Some(text) = self.read(cx, &found, span) else { return };
        // The files of a source are the user's, however large; files that include each other often are not.
        if again && !self.afford(cx, budget::text(text.len(), 0), span) {
            return;
        }
        self.inclusions += 1;
        self.again += usize::from(again);
        self.included(cx, (&found, identity), text, stmt.span);
        self.again -= usize::from(again);
    }

    fn read(&mut self, cx: &mut Context, path: &Path, span: Span) -> Option<Text> {
        if let Some(text) = self.texts.get(path) {
            return Some(text.clone());
        }
        cx.dependencies.push(path.to_owned());
        match cx.loader.read(path) {
            Ok(bytes) => {
                let text = Text::from(text_of(bytes));
                self.texts.insert(path.to_owned(), text.clone());
                Some(text)
            }
            Err(error) => {
                cx.report(messages::include_unreadable(&error, span));
                None
            }
        }
    }

    fn included(&mut self, cx: &mut Context, (path, identity): (&Path, PathBuf), text: Text, by: Span) {
        let name: Arc<str> = path.to_string_lossy().into();
        let Ok(file) = cx.sources.add(name, text, Origin::Included(by)) else {
            self.stop = Some(Stop::Run);
            return cx.report(messages::too_much_text(by));
        };
        self.includes.push(identity);
        self.text(cx, file);
        self.includes.pop();
    }
}

/// The files that a path in a source may mean: beside the file of the place, then in the `-I` folders.
fn candidates(cx: &Context, place: Span, path: &Path) -> impl Iterator<Item = PathBuf> {
    let file = cx.sources.find(cx.sources.written(place).lo);
    let folder = file.and_then(|file| Path::new(&*file.name).parent()).unwrap_or(Path::new(""));
    std::iter::once(folder)
        .chain(cx.options.include.iter().map(PathBuf::as_path))
        .map(move |folder| folder.join(path))
}

/// The file that a path at a place leads to.
pub(super) fn find(cx: &Context, place: Span, path: &Path) -> Option<PathBuf> {
    candidates(cx, place, path).find(|candidate| cx.loader.exists(candidate))
}

pub(super) fn not_found(cx: &Context, place: Span, path: &Path) -> Diagnostic {
    let tried: Vec<_> = candidates(cx, place, path).collect();
    messages::include_not_found(path, place, &tried)
}
