//! Settings that only some formats have: told where they stand, once for all formats.

use super::Info;
use crate::Session;
use crate::formats::messages;
use crate::ir::Program;

/// Which settings a format takes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Takes {
    /// A version other than 0.
    pub(super) version: bool,
    /// `length_size=`, `structs=none`, `.optional`
    pub(super) lengths: bool,
    /// `header=packed`, `.sections`
    pub(super) sections: bool,
}

/// Tells the settings that have no meaning for a format; whether there are none.
pub(super) fn check(cx: &mut Session, program: &Program, info: &Info, takes: Takes) -> bool {
    let before = cx.report.added();
    let format = &program.format;
    if let Some(version) = format
        .version
        .filter(|version| !takes.version && version.value != (0, None) && version.value != (0, Some(0)))
    {
        let text = cx.sources.text(version.span).to_owned();
        cx.tell(messages::format_version(version.span, info.name, &text, "its only version is 0"));
    }
    let mut refuse = |span: Option<crate::ir::Span>, setting: &str, owner: &str| {
        if let Some(span) = span {
            cx.tell(messages::wrong_format_setting(
                span,
                setting,
                info.name,
                &format!("it belongs to {owner}"),
            ));
        }
    };
    if !takes.lengths {
        refuse(format.length_size.map(|size| size.span), "`length_size=`", "sailar");
        refuse(format.no_structs, "`structs=none`", "sailar");
        refuse(program.optional.as_ref().map(|optional| optional.span), "`.optional`", "sailar");
    }
    if !takes.sections {
        refuse(format.packed_header, "`header=packed`", "hydro");
        for module in &program.modules {
            refuse(module.sections.as_ref().map(|sections| sections.span), "`.sections`", "hydro");
        }
    }
    cx.report.added() == before
}
