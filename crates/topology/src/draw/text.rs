//! How wide a text is at most, in the wanted font or in one that stands in for it.

/// A way to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Its class in the style sheet.
    pub(super) class: &'static str,
    size: i32,
    is_bold: bool,
    /// Thousandths of the size between letters.
    spacing: i32,
}

impl Style {
    const fn new(class: &'static str, size: i32, is_bold: bool, spacing: i32) -> Style {
        Style {
            class,
            size,
            is_bold,
            spacing,
        }
    }

    /// How high its letters are, with what goes under the line.
    pub(super) fn size(self) -> i32 {
        self.size
    }

    /// As a rule of the style sheet has it.
    pub(super) fn rule(self) -> String {
        let weight = if self.is_bold { "font-weight:600;" } else { "" };
        let spacing = match self.spacing {
            0 => String::new(),
            spacing => format!("letter-spacing:.{spacing:03}em;"),
        };
        format!("font-size:{}px;{weight}{spacing}", self.size)
    }
}

pub(super) const TITLE: Style = Style::new("w-h", 20, true, 0);
pub(super) const SUBTITLE: Style = Style::new("w-s", 13, false, 0);
pub(super) const LANE: Style = Style::new("w-unit", 12, true, 40);
pub(super) const NAME: Style = Style::new("w-n", 15, true, 0);
pub(super) const SOFT: Style = Style::new("w-id", 12, false, 0);
pub(super) const PLAIN: Style = Style::new("w-e", 12, false, 0);
/// All of them.
pub(super) const STYLES: [Style; 6] = [TITLE, SUBTITLE, LANE, NAME, SOFT, PLAIN];

/// Of each letter from the space on, the wider of DejaVu Sans and Liberation Sans (which has Arial's widths), in thousandths.
const REGULAR: [i32; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637,
    637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752, 295,
    500, 667, 558, 863, 749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838,
    557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521,
    393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
];
const BOLD: [i32; 95] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684, 684, 821, 837, 373,
    557, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838,
    557, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596,
    479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
];

/// How wide a text is, in pixels, at most.
pub(super) fn width(text: &str, style: Style) -> i32 {
    let table = if style.is_bold { &BOLD } else { &REGULAR };
    let of = |letter: char| match letter {
        ' '..='~' => table[letter as usize - 32],
        '·' => 380,
        '–' | '’' => 560,
        '→' | '…' => 1000,
        '\u{c0}'..='\u{ff}' => 1100,
        // Wide enough for any script, and for most signs.
        _ => 1600,
    };
    let sum: i64 = text
        .chars()
        .map(|letter| i64::from(of(letter) + style.spacing))
        .sum();
    i32::try_from((sum * i64::from(style.size) + 999) / 1000).unwrap_or(i32::MAX / 4)
}

/// As much of a text as there is room for, with an ellipsis where some is left out.
pub(super) fn fit(text: &str, style: Style, room: i32) -> String {
    if width(text, style) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let shown = format!("{}…", kept.trim_end());
        if width(&shown, style) <= room {
            return shown;
        }
    }
    String::new()
}

/// Words beside each other on as few lines as they need, at most `lines`; the last says how many were left out.
pub(super) fn wrap(words: &[String], between: &str, style: Style, room: i32, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut begins: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let longer = wrapped.last().map(|line| format!("{line}{between}{word}"));
        match longer.filter(|longer| width(longer, style) <= room) {
            Some(longer) => {
                wrapped.pop();
                wrapped.push(longer);
            }
            None => {
                wrapped.push(fit(word, style, room));
                begins.push(at);
            }
        }
    }
    if wrapped.len() <= lines || lines == 0 {
        return wrapped;
    }
    wrapped.truncate(lines);
    // From the end of the last line as many words go as the number of what is left out needs.
    let begin = begins[lines - 1];
    let end = begins[lines];
    for kept in (begin..end).rev() {
        let left = words.len() - kept;
        let mut line = words[begin..kept].to_vec();
        line.push(format!("{left} more"));
        let line = line.join(between);
        if width(&line, style) <= room {
            wrapped[lines - 1] = line;
            break;
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_its_room_ends() {
        assert_eq!(fit("registry", NAME, 200), "registry");
        let cut = fit("a-very-long-account-name", NAME, 100);
        assert!(cut.ends_with('…') && width(&cut, NAME) <= 100, "{cut}");
        assert_eq!(fit("registry", NAME, 3), "");
    }

    #[test]
    fn words_that_are_left_out_are_counted() {
        let words: Vec<String> = (0..9).map(|at| format!("team/{at}")).collect();
        let lines = wrap(&words, " · ", PLAIN, 160, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with(" more"), "{lines:?}");
        assert!(lines.iter().all(|line| width(line, PLAIN) <= 160), "{lines:?}");
        assert_eq!(wrap(&words[..2], " · ", PLAIN, 160, 2), ["team/0 · team/1"]);
    }
}
