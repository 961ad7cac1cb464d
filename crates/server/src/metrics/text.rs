//! What the recorder renders, put in order: the families of the table, each with its help and its kind, also those of which there is
//! nothing to say yet.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::families::{FAMILIES, Family, Kind};

/// Which families are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All.
    All,
    /// Those that tell of no single account.
    OfTheNode,
}

/// The text of the exposition format. The recorder names a family before its series, and has no order of its own.
pub(super) fn of(rendered: &str, shown: Shown) -> String {
    let mut series: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut family = "";
    for line in rendered.lines().filter(|line| !line.is_empty()) {
        if let Some(about) = line.strip_prefix("# TYPE ") {
            family = about.split(' ').next().unwrap_or_default();
        } else if !line.starts_with('#') {
            series.entry(family).or_default().push(line);
        }
    }
    let mut text = String::with_capacity(rendered.len() + FAMILIES.len() * 128);
    let is_shown = |family: &&Family| shown == Shown::All || !family.of_accounts;
    for family in FAMILIES.iter().filter(is_shown) {
        let Family { name, kind, help, .. } = family;
        let help = help.replace('\\', "\\\\");
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {}", kind.as_str());
        let mut lines = series.remove(name).unwrap_or_default();
        // The buckets of a histogram are in their order.
        if *kind != Kind::Histogram {
            lines.sort_unstable();
        }
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_shown_and_those_of_accounts_to_few() {
        let rendered = "# TYPE wharf_usage_images gauge\nwharf_usage_images{owner=\"1\"} 2\n\n\
            # TYPE process_cpu_seconds_total gauge\nprocess_cpu_seconds_total 0.5\n\n\
            # TYPE wharf_read_only gauge\nwharf_read_only 1\n\n";
        let all = of(rendered, Shown::All);
        assert!(all.contains("# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 0.5\n"));
        assert!(all.contains("\nwharf_usage_images{owner=\"1\"} 2\n"));
        let public = of(rendered, Shown::OfTheNode);
        assert!(!public.contains("wharf_usage"), "{public}");
        for family in FAMILIES {
            let head = format!("# HELP {} ", family.name);
            assert_eq!(all.matches(&head).count(), 1, "{head}");
            assert_eq!(public.contains(&head), !family.of_accounts, "{head}");
        }
    }
}
