//! The fields of a file as a page holds them: lists side by side with an entry for each field, as equal things beside
//! each other are compressed best. Where a field starts follows from the fields before it.

use super::safe;
use crate::bytes::FieldTree;
use indexmap::IndexSet;
use serde::Serialize;

/// The number of characters of a value that are shown.
const VALUE: usize = 200;

/// The fields.
#[derive(Default, Serialize)]
pub(super) struct Fields<'t> {
    /// The different names of fields.
    labels: Vec<&'t str>,
    /// Of each field its name, as its place among the labels.
    names: Vec<usize>,
    depths: Vec<usize>,
    /// The number of indices left out before that of the field, which is negative if it goes back; 0 in a list. `None`
    /// if the field has no index.
    skipped: Vec<Option<i64>>,
    lengths: Vec<usize>,
    values: Vec<Option<String>>,
}

impl<'t> Fields<'t> {
    /// The fields of a tree.
    pub(super) fn new(tree: &'t FieldTree) -> Self {
        let mut labels = IndexSet::new();
        // The index that a field at each depth has if it goes on with a list.
        let mut next: Vec<usize> = Vec::new();
        let mut fields = Self::default();
        for field in &tree.fields {
            next.truncate(field.depth + 1);
            next.resize(field.depth + 1, 0);
            fields.skipped.push(field.index.map(|index| {
                let expected = std::mem::replace(&mut next[field.depth], index + 1);
                index as i64 - expected as i64
            }));
            fields.names.push(labels.insert_full(field.name).0);
            fields.depths.push(field.depth);
            fields.lengths.push(field.end - field.start);
            fields.values.push(field.value.as_deref().map(shown));
        }
        fields.labels = labels.into_iter().collect();
        fields
    }

    /// The value of a field.
    pub(super) fn value(&self, at: usize) -> Option<&str> {
        self.values.get(at)?.as_deref()
    }
}

/// A value as the page shows it.
fn shown(value: &str) -> String {
    match value.char_indices().nth(VALUE) {
        Some((cut, _)) => format!("{}…", safe(&value[..cut])),
        None => safe(value).into_owned(),
    }
}
