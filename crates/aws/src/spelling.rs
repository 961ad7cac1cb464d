//! How far what was typed is from what was meant, and what that is.

/// The least number of characters to insert, remove or replace that makes one text of another.
pub fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The name among `names` that a user who typed `typed` most likely meant, however its letters and `-` or `_` are written.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_ascii_lowercase().replace('_', "-");
    let typed = plain(typed);
    let best = names
        .into_iter()
        .map(|name| (edits(&typed, &plain(name)), name))
        .min()?;
    (best.0 <= best.1.len().max(typed.len()) / 3 + 1).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let names = ["listen", "tls-certificate", "untagged_days", "GetManifest"];
        for (typed, meant) in [
            ("listn", Some("listen")),
            ("tls_certificate", Some("tls-certificate")),
            ("untaged-days", Some("untagged_days")),
            ("getmanifst", Some("GetManifest")),
            ("completely-else", None),
        ] {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
        assert_eq!(nearest("listen", []), None);
    }
}
