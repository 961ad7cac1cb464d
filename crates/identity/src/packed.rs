//! Many keys in one parameter, for statements that look all of them up at once: a text in which every key has the same width.
//!
//! Such a statement begins with [`wanted`], whose rows `w` are the places of the keys, and compares a column with [`key`].

/// The keys of a statement as one text. A key that is wider than `width`, or has what no key may, is left blank: it names
/// nothing.
pub(crate) fn packed<'a>(keys: impl IntoIterator<Item = &'a str>, width: usize) -> String {
    let mut text = String::new();
    for key in keys {
        let fits = key.chars().count() <= width && !key.contains([' ', '\0']);
        let key = if fits { key } else { "" };
        text.push_str(&format!("{key:width$}"));
    }
    text
}

/// The beginning of a statement whose parameter has packed keys of a width. Finding a place in a text takes a walk from its
/// beginning, so a row carries the block of sixteen keys that its own is in, and the whole text is walked once for each block.
macro_rules! wanted {
    ($parameter:literal, $width:literal) => {
        concat!(
            "WITH RECURSIVE wanted (place, total, block, at) AS (SELECT 1, LENGTH(CAST(",
            $parameter,
            " AS TEXT)), SUBSTR(CAST(",
            $parameter,
            " AS TEXT), 1, 16 * ",
            $width,
            "), 1 UNION ALL SELECT place + ",
            $width,
            ", total, CASE WHEN at > 15 * ",
            $width,
            " THEN SUBSTR(CAST(",
            $parameter,
            " AS TEXT), place + ",
            $width,
            ", 16 * ",
            $width,
            ") ELSE block END, CASE WHEN at > 15 * ",
            $width,
            " THEN 1 ELSE at + ",
            $width,
            " END FROM wanted WHERE place + ",
            $width,
            " <= total)"
        )
    };
}

/// The key of the row `w`.
macro_rules! key {
    ($parameter:literal, $width:literal) => {
        concat!("RTRIM(SUBSTR(w.block, w.at, ", $width, "))")
    };
}

pub(crate) use {key, wanted};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_place() {
        assert_eq!(packed(["ab", "", "abc"], 3), "ab    abc");
        assert_eq!(packed(["abcd", "a b", "ü"], 3), "      ü  ");
        assert_eq!(packed([], 3), "");
    }
}
