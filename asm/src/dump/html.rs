//! A page to explore a file: one HTML document with everything that is in the file, which a browser shows
//! without a network. The data is JSON in the page, packed so that the page of a large file is not many times as large;
//! the page's style and script are files beside this one.

mod code;
mod fields;
mod pack;

use super::text::safe;
use super::{File, sizes};
use crate::formats::json::Json;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const BODY: &str = include_str!("html/body.html");

/// The SHA-256 of the style and of the script in base64: a browser runs nothing else, whatever is in the file that the
/// page shows. A test compares them.
const STYLE_HASH: &str = "SNu2yN74wE3LjF2QGnfVVgKdPqRQr3mjL8IxdZ2z4RQ=";
const SCRIPT_HASH: &str = "ZljfDOwup5GkCUpm+Ekzz0+ULKtUeVVgOc+NLXm94oo=";

/// The number of parts that are shown with their sizes.
const SIZES: usize = 400;

/// The page.
pub fn page(file: &File) -> String {
    let mut json = Json::default();
    put_data(&mut json, file);
    let mut title = String::new();
    push_text(&mut title, &safe(&file.name));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{BODY}\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        json.into_text()
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

fn put_data(json: &mut Json, file: &File) {
    let tree = file.fields();
    let mut pool = pack::Pool::default();
    let fields = fields::Fields::new(&tree, &file.bytes, &mut pool);
    let steps = code::Steps::new(file, &tree, &mut pool);
    let frequent = fields::frequent(&pool);
    let texts = pool.ranked();
    json.object(|json| {
        json.key("name").string(&safe(&file.name));
        json.key("format").string(file.info().title);
        json.key("bytes").string(&pack::base64(&file.bytes));
        fields.write(&tree, &frequent, &texts, json);
        steps.write(&texts, json);
        texts.write(json);
        put_sizes(json, file);
    });
}

/// The sizes of the parts: depth, name, size, start or -1.
fn put_sizes(json: &mut Json, file: &File) {
    let rows = sizes::rows(file);
    json.key("sizes").list(&rows[..rows.len().min(SIZES)], |json, row| {
        json.array(|json| {
            json.number(row.depth);
            json.string(&safe(&row.name));
            json.number(row.size);
            json.number(row.start.map_or(-1, |start| start as i64));
        });
    });
}
