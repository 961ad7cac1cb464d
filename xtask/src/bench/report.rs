//! The table: one row per measure, medians, ratios and whether the bar is met.

use serde_json::{Value, json};

use super::median::median;

/// Which direction is good.
#[derive(Clone, Copy, PartialEq)]
pub enum Better {
    More,
    Less,
}

/// What a row has to reach.
#[derive(Clone, Copy)]
pub enum Bar {
    /// At least so many times docker-registry's figure.
    TimesPeer(f64),
    /// At most so many times nginx's figure.
    TimesNginx(f64),
    /// At most this, in the row's unit.
    AtMost(f64),
    /// Shown for comparison only.
    None,
}

/// One measure.
pub struct Row {
    group: &'static str,
    what: String,
    unit: &'static str,
    better: Better,
    /// All rounds: Wharf's, docker-registry's, nginx's; the later ones only where they took part.
    samples: Vec<Vec<f64>>,
    bar: Bar,
}

impl Row {
    pub fn new(
        group: &'static str,
        what: &str,
        unit: &'static str,
        better: Better,
        samples: Vec<Vec<f64>>,
        bar: Bar,
    ) -> Row {
        Row {
            group,
            what: what.to_owned(),
            unit,
            better,
            samples,
            bar,
        }
    }

    fn figure(&self, who: usize) -> Option<f64> {
        self.samples.get(who).map(|samples| median(samples))
    }

    /// How many times better than docker-registry; against nginx, how many times its cost.
    fn ratio(&self) -> Option<(f64, &'static str)> {
        let own = self.figure(0)?;
        match (self.bar, self.better) {
            (Bar::TimesNginx(_), _) => Some((own / self.figure(2)?, "nginx")),
            (_, Better::More) => Some((own / self.figure(1)?, "peer")),
            (_, Better::Less) => Some((self.figure(1)? / own, "peer")),
        }
    }

    fn bar(&self) -> String {
        match self.bar {
            Bar::TimesPeer(times) => format!("≥ {times} ×"),
            Bar::TimesNginx(times) => format!("≤ {times} × nginx"),
            Bar::AtMost(limit) => format!("≤ {limit} {}", self.unit),
            Bar::None => String::new(),
        }
    }

    fn is_met(&self) -> Option<bool> {
        match self.bar {
            Bar::TimesPeer(times) => Some(self.ratio()?.0 >= times),
            Bar::TimesNginx(times) => Some(self.ratio()?.0 <= times),
            Bar::AtMost(limit) => Some(self.figure(0)? <= limit),
            Bar::None => None,
        }
    }

    fn cells(&self) -> [String; 7] {
        let figure = |who| {
            self.figure(who)
                .map(|value| format!("{} {}", digits(value), self.unit))
        };
        let ratio = self.ratio().map(|(ratio, whose)| match whose {
            "nginx" => format!("{} × nginx", digits(ratio)),
            _ => format!("{} ×", digits(ratio)),
        });
        let verdict = self
            .is_met()
            .map(|met| if met { "met" } else { "MISSED" }.to_owned());
        [
            self.what.clone(),
            figure(0).unwrap_or_default(),
            figure(1).unwrap_or_default(),
            figure(2).unwrap_or_default(),
            ratio.unwrap_or_default(),
            self.bar(),
            verdict.unwrap_or_default(),
        ]
    }
}

/// All rows of one run.
pub struct Report {
    /// Whose figures come first: Wharf's, or the rival's own when noise is measured.
    subject: &'static str,
    /// Whose come second: docker-registry's, or those of an older build.
    rival: &'static str,
    rows: Vec<Row>,
}

impl Report {
    pub fn new(subject: &'static str, rival: &'static str) -> Report {
        Report {
            subject,
            rival,
            rows: Vec::new(),
        }
    }

    pub fn push(&mut self, row: Row) {
        eprintln!("  {}", row.cells().join("  "));
        self.rows.push(row);
    }

    /// The measures whose bar is missed.
    pub fn missed(&self) -> Vec<&str> {
        self.rows
            .iter()
            .filter(|row| row.is_met() == Some(false))
            .map(|row| row.what.as_str())
            .collect()
    }

    /// Aligned columns for a terminal.
    pub fn text(&self) -> String {
        let lines = self.lines();
        let width = |column: usize| {
            lines
                .iter()
                .map(|cells| cells[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
        let mut text = String::new();
        for cells in &lines {
            let mut line = String::new();
            for (column, cell) in cells.iter().enumerate() {
                // The measure's name to the left, figures to the right.
                line += &match column {
                    0 => format!("{cell:<0$}", widths[column]),
                    _ => format!("  {cell:>0$}", widths[column]),
                };
            }
            text += line.trim_end();
            text.push('\n');
        }
        text
    }

    /// A table for the documentation.
    pub fn markdown(&self) -> String {
        let mut lines = self
            .lines()
            .into_iter()
            .map(|cells| format!("| {} |\n", cells.join(" | ")));
        let title = lines.next().unwrap_or_default();
        title + "|---|--:|--:|--:|--:|--:|---|\n" + &lines.collect::<String>()
    }

    /// Every sample, for scripts.
    pub fn json(&self, machine: &str) -> Value {
        let rows: Vec<Value> = self.rows.iter().map(|row| row_json(row, self.rival)).collect();
        json!({ "machine": machine, "rows": rows })
    }

    fn lines(&self) -> Vec<[String; 7]> {
        let titles = [
            "measure",
            self.subject,
            self.rival,
            "nginx sendfile",
            "ratio",
            "bar",
            "",
        ];
        std::iter::once(titles.map(str::to_owned))
            .chain(self.rows.iter().map(Row::cells))
            .collect()
    }
}

fn row_json(row: &Row, rival: &str) -> Value {
    json!({
        "group": row.group,
        "measure": row.what,
        "unit": row.unit,
        "wharf": row.figure(0),
        rival: row.figure(1),
        "nginx": row.figure(2),
        "ratio": row.ratio().map(|(ratio, _)| ratio),
        "bar": row.bar(),
        "met": row.is_met(),
        "samples": row.samples,
    })
}

/// Three digits that mean something.
fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(better: Better, samples: &[f64], bar: Bar) -> Row {
        Row::new(
            "group",
            "what",
            "ms",
            better,
            samples.iter().map(|figure| vec![*figure]).collect(),
            bar,
        )
    }

    #[test]
    fn bars() {
        assert_eq!(
            row(Better::More, &[20.0, 10.0], Bar::TimesPeer(2.0)).is_met(),
            Some(true)
        );
        assert_eq!(
            row(Better::More, &[19.0, 10.0], Bar::TimesPeer(2.0)).is_met(),
            Some(false)
        );
        assert_eq!(
            row(Better::Less, &[1.2, 9.0, 1.0], Bar::TimesNginx(1.25)).is_met(),
            Some(true)
        );
        assert_eq!(
            row(Better::Less, &[11.0], Bar::AtMost(10.0)).is_met(),
            Some(false)
        );
        assert_eq!(row(Better::Less, &[11.0], Bar::None).is_met(), None);
    }

    #[test]
    fn less_is_better_turns_the_ratio_round() {
        let cells = row(Better::Less, &[2.0, 10.0], Bar::AtMost(10.0)).cells();
        assert_eq!(
            cells,
            ["what", "2.00 ms", "10.0 ms", "", "5.00 ×", "≤ 10 ms", "met"]
        );
    }
}
