//! A picture as a page of its own: pointing at something shows what it is and what it is joined with; a table says the same.

use std::fmt::Write as _;

use super::look;
use super::model::{Picture, Theme};
use super::svg::{escaped, within};

const SCRIPT: &str = include_str!("page.js");
const PAGE: &str = include_str!("page.css");
/// More boxes are too many for a small place.
const FEW: usize = 8;
/// More accounts one by one are no picture.
const MANY: usize = 300;

/// The page.
pub(super) fn page(picture: &Picture, theme: Theme) -> String {
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"soft\">{}</p>\n",
        escaped(&picture.title),
        escaped(&picture.subtitle)
    );
    body.push_str(&pictures(picture, "company"));
    body.push_str(&table(picture));
    whole(
        &format!("{}: {}", picture.organization, picture.title),
        theme,
        &body,
    )
}

/// A picture with equal accounts in one box; where there are some, also one by one.
pub(super) fn pictures(picture: &Picture, name: &str) -> String {
    pair(picture, &picture.grouped(), name)
}

/// The same in few boxes, for a small place.
pub(super) fn small(picture: &Picture, name: &str) -> String {
    let (grouped, few) = (picture.grouped(), picture.few(FEW));
    match few.nodes.len() < grouped.nodes.len() {
        true => pair(&grouped, &few, name),
        false => pair(picture, &grouped, name),
    }
}

fn pair(picture: &Picture, grouped: &Picture, name: &str) -> String {
    let (one, other) = (format!("{name}-grouped"), format!("{name}-each"));
    if !grouped.is_grouped() || picture.nodes.len() > MANY {
        return format!(
            "<figure id=\"{one}\">{}</figure>\n",
            within(grouped, &grouped.scene(), name, None)
        );
    }
    format!(
        "<div class=\"pair\">\n<figure class=\"each\" id=\"{other}\"><p><a href=\"#{one}\">Fewer boxes</a></p>{}</figure>\n\
         <figure class=\"grouped\" id=\"{one}\"><p><a href=\"#{other}\">More boxes</a></p>{}</figure>\n</div>\n",
        within(picture, &picture.scene(), &format!("{name}-one"), None),
        within(grouped, &grouped.scene(), name, Some(&other)),
    )
}

/// Every way of images.
fn table(picture: &Picture) -> String {
    let mut text = String::from(
        "<h2>Who moves which images</h2>\n<table><thead><tr><th>how</th><th>from</th><th>to</th><th>images</th><th>by</th></tr></thead><tbody>\n",
    );
    for flow in &picture.flows {
        let name = |at: usize| escaped(&picture.nodes[at].name);
        let _ = writeln!(
            text,
            "<tr><td class=\"{kind}\">{kind}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            name(flow.from),
            name(flow.to),
            escaped(&flow.what),
            escaped(&flow.who.join(", ")),
            kind = flow.kind,
        );
    }
    for node in &picture.nodes {
        for inner in &node.inner {
            let name = escaped(&node.name);
            let _ = writeln!(
                text,
                "<tr><td class=\"{kind}\">{kind}</td><td>{name}</td><td>{name}</td><td>{}</td><td>{}</td></tr>",
                escaped(&inner.what),
                escaped(&inner.who.join(", ")),
                kind = inner.kind,
            );
        }
    }
    let _ = writeln!(
        text,
        "</tbody></table>\n<p class=\"soft\">{}</p>",
        escaped(&picture.note)
    );
    text
}

/// A page of a body.
pub(super) fn whole(title: &str, theme: Theme, body: &str) -> String {
    let scheme = match theme {
        Theme::Auto => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let variables = |is_dark: bool| {
        let names = [
            "bg",
            "ink",
            "soft",
            "edge",
            "lane",
            "card",
            "pull",
            "push",
            "promote",
            "cache",
            "replicate",
        ];
        let values = names.map(|name| format!("--{name}:{};", look::value(name, is_dark)));
        format!(":root{{{}}}", values.concat())
    };
    let mut colors = variables(theme == Theme::Dark);
    if theme == Theme::Auto {
        let _ = write!(
            colors,
            "@media (prefers-color-scheme:dark){{{}}}",
            variables(true)
        );
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"{scheme}\">\n<title>{}</title>\n\
         <style>\n{colors}\n{PAGE}{}\n</style>\n</head>\n<body>\n<main>\n{body}</main>\n<div id=\"told\" role=\"status\" hidden></div>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escaped(title),
        look::style(theme),
    )
}
