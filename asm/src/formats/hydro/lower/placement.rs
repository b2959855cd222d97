//! `.sections`: where the sections of a module lie, if not where they usually do.

use super::InModule;
use crate::formats::hydro::model::{Module, Placement, Section};
use crate::formats::messages;
use crate::ir::{self, Placed, SectionPart};

impl InModule<'_, '_, '_> {
    /// The placement that a `.sections` says. Sections it does not name follow in their usual order.
    pub(super) fn placement(
        &mut self,
        module: &Module,
        sections: &Placed<Vec<SectionPart>>,
    ) -> Option<Placement> {
        let mut order: Vec<Section> = Vec::new();
        let mut gaps: Vec<Vec<u8>> = Vec::new();
        let mut offsets = [None; 3];
        let mut gap = Vec::new();
        for part in &sections.is {
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
                return self.wrong(sections, &format!("`{}` stands twice", section.name()));
            }
            order.push(section);
            gaps.push(std::mem::take(&mut gap));
        }
        for section in Section::ALL.into_iter().filter(|section| !order.contains(section)).collect::<Vec<_>>()
        {
            order.push(section);
            gaps.push(std::mem::take(&mut gap));
        }
        if !gap.is_empty() {
            return self.wrong(sections, "bytes stand behind the last section");
        }
        Some(Placement { order: order.try_into().ok()?, gaps: gaps.try_into().ok()?, offsets })
    }

    fn wrong(&mut self, sections: &Placed<Vec<SectionPart>>, fault: &str) -> Option<Placement> {
        self.cx.tell(messages::sections(sections.span, fault));
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
