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

/// The beginning of a statement whose parameter has packed keys of a width.
macro_rules! wanted {
    ($parameter:literal, $width:literal) => {
        concat!(
            "WITH RECURSIVE wanted (place) AS (SELECT 1 UNION ALL SELECT place + ",
            $width,
            " FROM wanted WHERE place + ",
            $width,
            " <= LENGTH(CAST(",
            $parameter,
            " AS TEXT)))"
        )
    };
}

/// The key of the row `w`.
macro_rules! key {
    ($parameter:literal, $width:literal) => {
        concat!(
            "RTRIM(SUBSTR(CAST(",
            $parameter,
            " AS TEXT), w.place, ",
            $width,
            "))"
        )
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
