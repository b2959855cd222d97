//! `.sections`: where the sections of a module lie, if not where they usually do.

use super::InModule;
use crate::Session;
use crate::formats::hydro::model::{File, HeaderForm, Module, Placement, Section};
use crate::formats::hydro::{decode, encode};
use crate::formats::messages;
use crate::ir::{self, SectionPart, Span, Spanned};

/// Brings the placements into the shape that a reader gives them, and refuses a file that would be read in the other
/// form of header: readers determine the form from the offset of the first module's usings. `place` is where the
/// sections of the first module that has a `.sections` are stated.
pub(super) fn normalize(cx: &mut Session, file: &mut File, place: Span) {
    // What is too large to be written is reported where it is written.
    let Ok((bytes, ())) = encode(file, ()) else { return };
    let Some(read) = decode(&bytes).ok().filter(|read| read.header == file.header) else {
        let other = match file.header {
            HeaderForm::Table => "as if they were packed",
            HeaderForm::Packed => "as if they were not packed",
        };
        let fault = format!("with this offset of the usings, the headers of the file would be read {other}");
        return cx.report(messages::sections(place, &fault));
    };
    for (module, read) in file.modules.iter_mut().zip(read.modules) {
        module.placement = read.placement;
    }
}

impl InModule<'_, '_, '_> {
    /// The placement that a `.sections` says. Sections it does not name follow in their usual order.
    pub(super) fn placement(
        &mut self,
        module: &Module,
        sections: &Spanned<Vec<SectionPart>>,
    ) -> Option<Placement> {
        let mut order: Vec<Section> = Vec::new();
        let mut gaps: Vec<Vec<u8>> = Vec::new();
        let mut offsets = [None; 3];
        let mut gap = Vec::new();
        for part in &sections.value {
            let section = match part {
                SectionPart::Gap(bytes) => {
                    gap.extend_from_slice(bytes);
                    continue;
                }
                SectionPart::Section(section) => section_of(*section),
                SectionPart::Empty(section, offset) => {
                    let section = section_of(*section);
                    if module.count(section) != 0 {
                        return self.wrong(
                            sections,
                            &format!("`{}` is not empty, so it has no offset of its own", section.name()),
                        );
                    }
                    offsets[section as usize] = Some(*offset);
                    section
                }
            };
            if order.contains(&section) {
                return self.wrong(sections, &format!("duplicate `{}`", section.name()));
            }
            order.push(section);
            gaps.push(std::mem::take(&mut gap));
        }
        for section in Section::ALL.into_iter().filter(|section| !order.contains(section)).collect::<Vec<_>>()
        {
            order.push(section);
            gaps.push(std::mem::take(&mut gap));
        }
        // The next module begins behind the last section that is not empty.
        let last = order.iter().rposition(|&section| module.count(section) != 0).map_or(0, |last| last + 1);
        if !gap.is_empty() || gaps[last..].iter().any(|gap| !gap.is_empty()) {
            return self.wrong(sections, "bytes follow the last section that is not empty");
        }
        Some(Placement { order: order.try_into().ok()?, gaps: gaps.try_into().ok()?, offsets })
    }

    fn wrong(&mut self, sections: &Spanned<Vec<SectionPart>>, fault: &str) -> Option<Placement> {
        self.cx.report(messages::sections(sections.span, fault));
        None
    }
}

fn section_of(section: ir::Section) -> Section {
    match section {
        ir::Section::Usings => Section::Usings,
        ir::Section::Layouts => Section::Layouts,
        ir::Section::Functions => Section::Functions,
    }
}
