//! Shapes as SVG. Signs are drawn in place and colours are classes, so that what cannot follow references shows them too.

use std::fmt::Write as _;

use super::look::{FONTS, style};
use super::model::{NodeKind, Part, Picture, Theme};
use super::scene::{Anchor, Icon, Item, Scene};

/// A picture that stands for itself.
pub(super) fn alone(picture: &Picture, scene: &Scene, theme: Theme) -> String {
    let style = format!("<style>\n{}\n</style>\n", style(theme));
    written(picture, scene, ("picture", 0), &style, None)
}

/// A picture in a page, under a name of its own, that leads to another where equal accounts are shown one by one.
pub(super) fn within(picture: &Picture, scene: &Scene, name: &str, expanded: Option<&str>) -> String {
    // The page says the title.
    written(picture, scene, (name, TITLE), "", expanded)
}

/// How high a picture's title is.
const TITLE: i32 = 80;

fn written(
    picture: &Picture,
    scene: &Scene,
    (name, top): (&str, i32),
    style: &str,
    expanded: Option<&str>,
) -> String {
    let (width, height) = (scene.width, scene.height - top);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 {top} {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"{name}-title {name}-text\" font-family=\"{FONTS}\">\n\
         <title id=\"{name}-title\">{}: {}</title>\n<desc id=\"{name}-text\">{}</desc>\n{style}\
         <rect class=\"w-bg\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(&picture.organization),
        escaped(&picture.title),
        escaped(&picture.description),
    );
    let mut links: Vec<bool> = Vec::new();
    for item in &scene.items {
        match item {
            Item::Open {
                class,
                title,
                is_expandable,
                about,
            } => {
                let target = expanded.filter(|_| *is_expandable);
                if let Some(target) = target {
                    let _ = write!(text, "<a href=\"#{target}\">");
                }
                links.push(target.is_some());
                let about: Vec<String> = about.iter().map(ToString::to_string).collect();
                let is_told = !about.is_empty() && (expanded.is_some() || name != "picture");
                let about = match is_told {
                    true => format!(" data-about=\"{}\"", about.join(" ")),
                    false => String::new(),
                };
                let _ = write!(
                    text,
                    "<g class=\"{class}\"{about}><title>{}</title>",
                    escaped(title)
                );
            }
            Item::Close => {
                let end = if links.pop() == Some(true) {
                    "</g></a>\n"
                } else {
                    "</g>\n"
                };
                text.push_str(end);
            }
            item => shape(&mut text, item),
        }
    }
    text + "</svg>\n"
}

fn shape(text: &mut String, item: &Item) {
    match item {
        Item::Rect { rect, radius, class } => {
            let _ = write!(
                text,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\"/>",
                rect.x, rect.y, rect.width, rect.height
            );
        }
        Item::Text {
            x,
            y,
            anchor,
            class,
            text: shown,
            whole,
        } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::End => " text-anchor=\"end\"",
            };
            let whole = whole
                .as_ref()
                .map(|whole| format!("<title>{}</title>", escaped(whole)));
            let whole = whole.unwrap_or_default();
            let shown = escaped(shown);
            // Two spaces are wanted as they are written.
            let _ = write!(
                text,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor} xml:space=\"preserve\">{whole}{shown}</text>"
            );
        }
        Item::Path { class, d } => {
            let _ = write!(text, "<path class=\"{class}\" d=\"{d}\"/>");
        }
        Item::Icon { icon, x, y, size } => sign(text, *icon, (*x, *y), *size),
        Item::Open { .. } | Item::Close => {}
    }
}

/// A sign, drawn on 24 by 24 and scaled.
fn sign(text: &mut String, icon: Icon, (x, y): (i32, i32), size: i32) {
    let scale = f64::from(size) / 24.0;
    let paths: Vec<(String, &str)> = match icon {
        Icon::Registry => vec![
            ("w-reg".to_owned(), "M12 1.8 21 6.6v10.8L12 22.2 3 17.4V6.6z"),
            ("w-reg w-reg-line".to_owned(), "M3 6.6l9 4.8 9-4.8M12 11.4v10.8"),
        ],
        Icon::Node(NodeKind::Account) => vec![(
            "w-i-soft".to_owned(),
            "M5 4h14a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zM2 9h20",
        )],
        Icon::Node(NodeKind::Identity) => vec![(
            "w-i-soft".to_owned(),
            "M12 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9zM4 21c0-5 3.5-7.5 8-7.5s8 2.5 8 7.5",
        )],
        Icon::Node(NodeKind::Service) => {
            vec![("w-i-soft".to_owned(), "M13.5 2.5 5 13.5h6l-1.5 8L19 10.5h-6.5z")]
        }
        Icon::Node(NodeKind::Stranger) => vec![(
            "w-i-danger".to_owned(),
            "M12 3 22.5 20.5H1.5zM12 9.5v5M12 17.4v.2",
        )],
        Icon::Part(Part::Builds) => vec![
            (
                "w-icon w-e-push".to_owned(),
                "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17z",
            ),
            ("w-h-push".to_owned(), "M10 8.5l5 3.5-5 3.5z"),
        ],
        Icon::Part(Part::Promotes) => vec![(
            "w-icon w-e-promote".to_owned(),
            "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17zM8 15.5l7-7M10 8.5h5v5",
        )],
        Icon::Part(Part::Runs) => vec![(
            "w-icon w-e-pull".to_owned(),
            "M5.5 4h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 9.5v-4A1.5 1.5 0 0 1 \
             5.5 4zM5.5 13h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-4A1.5 1.5 \
             0 0 1 5.5 13zM7.5 7.5h.01M7.5 16.5h.01",
        )],
        // An image: its layers.
        Icon::Image(kind) => vec![(
            format!("w-h-{kind}"),
            "M12 1 23 7 12 13 1 7zM1 12l2.5-1.4L12 15.300l8.5-4.700L23 12l-11 6zM1 17l2.5-1.4L12 20.300l8.5-4.700L23 17l-11 6z",
        )],
    };
    let _ = write!(text, "<g transform=\"translate({x} {y}) scale({scale:.3})\">");
    for (class, d) in paths {
        let _ = write!(text, "<path class=\"{class}\" d=\"{d}\"/>");
    }
    text.push_str("</g>");
}

/// A text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
