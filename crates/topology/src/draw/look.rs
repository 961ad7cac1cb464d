//! Colours and lines. Each kind of edge has a second sign beside its colour: a dash and a head.

use std::fmt::Write as _;

use super::model::Theme;
use super::text::STYLES;

/// A colour: its name in the rules below, on white, on black.
const COLORS: [(&str, &str, &str); 16] = [
    ("bg", "#fff", "#10161d"),
    ("ink", "#1d2733", "#e8eef5"),
    ("soft", "#5b6b7c", "#93a4b6"),
    ("frame", "#c9d3dd", "#33414f"),
    ("lane", "#f5f8fb", "#161f29"),
    ("inner", "#eaf0f5", "#1b2632"),
    ("card", "#fff", "#1c2733"),
    ("edge", "#d3dce6", "#3a4957"),
    ("reg", "#fff4e0", "#2d2412"),
    ("regline", "#e3a93b", "#d59a2c"),
    ("pull", "#1f6feb", "#6ea8ff"),
    ("push", "#c2410c", "#ff9a5c"),
    ("promote", "#7c3aed", "#b794ff"),
    ("cache", "#0f766e", "#4fd1c5"),
    ("replicate", "#be185d", "#f687b3"),
    ("danger", "#b42318", "#ff8a80"),
];

/// Which classes have which colours.
const RULES: [(&str, &str, &str); 40] = [
    ("w-bg", "fill", "bg"),
    ("w-h", "fill", "ink"),
    ("w-n", "fill", "ink"),
    ("w-e", "fill", "ink"),
    ("w-s", "fill", "soft"),
    ("w-id", "fill", "soft"),
    ("w-unit", "fill", "soft"),
    ("w-frame", "stroke", "frame"),
    ("w-lane", "fill", "lane"),
    ("w-inner-lane", "fill", "inner"),
    ("w-inner-lane", "stroke", "frame"),
    ("w-units", "fill", "inner"),
    ("w-units", "stroke", "frame"),
    ("w-card", "fill", "card"),
    ("w-card", "stroke", "edge"),
    ("w-holder", "stroke", "regline"),
    ("w-stranger", "stroke", "danger"),
    ("w-rule", "stroke", "edge"),
    ("w-empty", "stroke", "edge"),
    ("w-pill", "fill", "bg"),
    ("w-pill", "stroke", "edge"),
    ("w-reg", "fill", "reg"),
    ("w-reg", "stroke", "regline"),
    ("w-i-soft", "stroke", "soft"),
    ("w-i-danger", "stroke", "danger"),
    ("w-e-pull", "stroke", "pull"),
    ("w-e-push", "stroke", "push"),
    ("w-e-promote", "stroke", "promote"),
    ("w-e-cache", "stroke", "cache"),
    ("w-e-replicate", "stroke", "replicate"),
    ("w-h-pull", "fill", "pull"),
    ("w-h-push", "fill", "push"),
    ("w-h-promote", "fill", "promote"),
    ("w-h-cache", "fill", "cache"),
    ("w-h-replicate", "fill", "replicate"),
    ("w-t-pull", "fill", "pull"),
    ("w-t-push", "fill", "push"),
    ("w-t-promote", "fill", "promote"),
    ("w-t-cache", "fill", "cache"),
    ("w-t-replicate", "fill", "replicate"),
];

/// What does not depend on the theme.
const SHAPES: &str = ".w-frame{fill:none;stroke-width:1.5}.w-card{stroke-width:1.5}.w-inner-lane{stroke-dasharray:3 4}\
.w-rule,.w-empty{fill:none}.w-empty{stroke-dasharray:3 4}.w-reg{stroke-width:2;stroke-linejoin:round}.w-reg-line{fill:none}\
.w-i-soft,.w-i-danger{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}\
.w-edge{fill:none;stroke-width:2}.w-e-push{stroke-dasharray:9 3}.w-e-promote{stroke-dasharray:5 5}\
.w-e-replicate{stroke-dasharray:2 5;stroke-linecap:round}.w-e-cache{stroke-dasharray:10 4 2 4}\
.w-icon{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round;stroke-dasharray:none}\
.w-id{font-variant-numeric:tabular-nums}";

/// What a picture is written in.
pub(super) const FONTS: &str = "Inter, Segoe UI, Helvetica Neue, Arial, Liberation Sans, sans-serif";

/// The style sheet.
pub(super) fn style(theme: Theme) -> String {
    let mut sheet = String::new();
    for style in STYLES {
        let _ = write!(sheet, ".{}{{{}}}", style.class, style.rule());
    }
    sheet.push_str(SHAPES);
    sheet.push('\n');
    sheet.push_str(&colors(theme == Theme::Dark));
    if theme == Theme::Auto {
        let _ = write!(sheet, "\n@media (prefers-color-scheme:dark){{{}}}", colors(true));
    }
    sheet
}

fn colors(is_dark: bool) -> String {
    let mut sheet = String::new();
    for (class, property, color) in RULES {
        let _ = write!(sheet, ".{class}{{{property}:{}}}", value(color, is_dark));
    }
    sheet
}

/// A colour's value.
pub(super) fn value(color: &str, is_dark: bool) -> &'static str {
    let found = COLORS.iter().find(|(name, ..)| *name == color);
    found.map_or("#000", |(_, light, dark)| if is_dark { dark } else { light })
}
