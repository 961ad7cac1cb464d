//! The tipping points as a picture: for each number a bar, whose colours are the answers, and a mark where the company is.

use std::fmt::Write as _;

use super::scale::Scale;

/// Pixels: of a character of the small text at most, of a bar, and around.
const CHARACTER: usize = 7;
const BAR: usize = 560;
const LEFT: usize = 110;
const MARGIN: usize = 20;
const ROW: usize = 66;
const LINE: usize = 20;

/// Colours that are told apart without seeing red and green, one for each answer in the order in which they appear.
const COLOURS: [&str; 8] = [
    "#4477aa", "#ee8866", "#44bb99", "#aa4499", "#bbcc33", "#77aadd", "#ffaabb", "#999933",
];

/// The scales of an advice as SVG.
pub fn scales_svg(scales: &[Scale]) -> String {
    let mut answers: Vec<&str> = Vec::new();
    for part in scales.iter().flat_map(|scale| &scale.parts) {
        if !answers.contains(&part.answer.as_str()) {
            answers.push(&part.answer);
        }
    }
    let longest = answers
        .iter()
        .map(|answer| answer.chars().count())
        .max()
        .unwrap_or(0);
    let width = (LEFT + BAR + 2 * MARGIN).max(2 * MARGIN + LINE + longest * CHARACTER);
    let bars = MARGIN + LINE + scales.len() * ROW;
    let height = bars + answers.len() * LINE + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         class=\"turns\" role=\"img\" aria-labelledby=\"turns\">\n<title id=\"turns\">Where the answer turns</title>\n<style>.turns text {{ font: \
         12px sans-serif; fill: #1f2933; }} .turns .back {{ fill: #ffffff; }} .turns .mark {{ stroke: #1f2933; }} @media \
         (prefers-color-scheme: dark) {{ .turns text {{ fill: #e6e9ed; }} .turns .back {{ fill: #14181d; }} .turns .mark {{ stroke: #e6e9ed; \
         }} }}</style>\n<rect class=\"back\" \
         width=\"{width}\" height=\"{height}\"/>\n"
    );
    for (at, scale) in scales.iter().enumerate() {
        bar(&mut svg, scale, MARGIN + LINE + at * ROW, &answers);
    }
    for (at, answer) in answers.iter().enumerate() {
        let y = bars + at * LINE;
        let _ = writeln!(
            svg,
            "<rect x=\"{MARGIN}\" y=\"{y}\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{}\"/><text x=\"{}\" y=\"{}\">{}</text>",
            colour(&answers, answer),
            MARGIN + LINE,
            y + 11,
            answer
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// A bar at a height.
fn bar(svg: &mut String, scale: &Scale, y: usize, answers: &[&str]) {
    let _ = writeln!(svg, "<text x=\"{MARGIN}\" y=\"{}\">{}</text>", y + 15, scale.what);
    let ends = scale.parts.iter().skip(1).map(|part| place(scale, part.from));
    let ends: Vec<usize> = ends.chain([BAR]).collect();
    let mut free = 0;
    for (part, end) in scale.parts.iter().zip(ends) {
        let from = match part.from == scale.parts[0].from {
            true => 0,
            false => place(scale, part.from),
        };
        let _ = writeln!(
            svg,
            "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"20\" fill=\"{}\"><title>{} from {} {} on</title></rect>",
            LEFT + from,
            end.saturating_sub(from).max(1),
            colour(answers, &part.answer),
            part.answer,
            part.from,
            scale.what
        );
        // A number that would be written over the one before is in the title only.
        let number = part.from.to_string();
        if from >= free && from + number.len() * CHARACTER <= BAR {
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\">{number}</text>",
                LEFT + from,
                y + 34
            );
            free = from + (number.len() + 1) * CHARACTER;
        }
    }
    let now = LEFT + place(scale, scale.now);
    let text = format!("now {}", scale.now);
    // Beside the mark, on the side that has room.
    let (x, anchor) = match now + text.len() * CHARACTER > LEFT + BAR {
        true => (now - 4, "end"),
        false => (now + 4, "start"),
    };
    let _ = writeln!(
        svg,
        "<line class=\"mark\" x1=\"{now}\" x2=\"{now}\" y1=\"{}\" y2=\"{}\" stroke-width=\"2\"/><text x=\"{x}\" y=\"{}\" \
         text-anchor=\"{anchor}\">{text}</text>",
        y - 14,
        y + 20,
        y - 5
    );
}

/// Where a number stands on its bar: each doubling is as far, so that few and many can both be seen.
fn place(scale: &Scale, number: u64) -> usize {
    let first = scale.parts.first().map_or(1, |part| part.from).max(1);
    let steps = |number: u64| {
        let number = number.max(1);
        let whole = u64::from(number.ilog2());
        let rest = number - (1 << whole);
        // Between two powers of two by the rest, in 256 parts.
        let part = match whole.checked_sub(8) {
            Some(more) => rest >> more,
            None => rest << (8 - whole),
        };
        whole * 256 + part
    };
    let from = steps(first);
    let all = steps(scale.last).saturating_sub(from).max(1);
    let at = steps(number).saturating_sub(from).min(all);
    usize::try_from(at).unwrap_or(0) * BAR / usize::try_from(all).unwrap_or(1)
}

fn colour(answers: &[&str], answer: &str) -> &'static str {
    let at = answers.iter().position(|known| *known == answer);
    COLOURS[at.unwrap_or(0) % COLOURS.len()]
}
