//! A page to explore a file: one HTML document with everything that is in the file, which a browser shows
//! without a network. The data is JSON in the page, compressed as the browser itself decompresses it; the page's style
//! and script are files beside this one.

mod code;
mod fields;

use super::text::safe;
use super::{File, sizes};
use crate::formats::json;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const BODY: &str = include_str!("html/body.html");

/// The SHA-256 of the style and of the script in base64: a browser runs nothing else, whatever is in the file that the
/// page shows. A test compares them.
const STYLE_HASH: &str = "SNu2yN74wE3LjF2QGnfVVgKdPqRQr3mjL8IxdZ2z4RQ=";
const SCRIPT_HASH: &str = "TVU4ThzxdgMHz0O7RQ3paOWzJafgZryBIToEa2BMPjU=";

/// The number of parts that are shown with their sizes.
const SIZES: usize = 400;

/// How hard the data is compressed, of 10. Beyond it, the page of a large file takes longer to make than to open.
const EFFORT: u8 = 3;

/// The data of a page.
#[derive(Serialize)]
struct Data<'f> {
    name: &'f str,
    format: &'f str,
    #[serde(serialize_with = "json::hex")]
    bytes: &'f [u8],
    fields: fields::Fields<'f>,
    code: code::Code,
    /// Of each part its depth, name, size, and start or -1.
    sizes: Vec<(usize, String, usize, i64)>,
}

/// The page.
pub fn page(file: &File) -> String {
    let name = safe(&file.name);
    let tree = file.fields();
    let fields = fields::Fields::new(&tree);
    let size = |row: sizes::Row| {
        (row.depth, safe(&row.name).into_owned(), row.size, row.start.map_or(-1, |start| start as i64))
    };
    let data = json::text(&Data {
        name: &name,
        format: file.info().title,
        bytes: &file.bytes,
        code: code::Code::new(file, &tree, &fields),
        fields,
        sizes: sizes::rows(file).into_iter().take(SIZES).map(size).collect(),
    });
    let packed = BASE64_STANDARD.encode(miniz_oxide::deflate::compress_to_vec_zlib(data.as_bytes(), EFFORT));
    let mut title = String::new();
    push_text(&mut title, &name);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{BODY}\
         <script type=\"text/plain\" id=\"data\">{packed}</script>\n\
         <script type=\"module\">{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// Text as HTML shows it.
fn push_text(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            ch => out.push(ch),
        }
    }
}
