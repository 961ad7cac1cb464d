//! Reads SQL just far enough to tell words and placeholders from quoted text and comments, and rewrites the
//! portable subset for an engine.
//!
//! Not here: understanding SQL. Dollar quotes and `E''` strings are not in the subset.

/// A piece of a statement's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// A keyword or an unquoted identifier.
    Word(&'a str),
    /// `$n`.
    Placeholder(&'a str, usize),
    /// Everything else: quoted text, comments, operators, space, numbers.
    Other(&'a str),
}

/// SQLite's form: `$n` becomes `?n`.
pub(crate) fn for_sqlite(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Placeholder(digits, _) => {
                result.push('?');
                result.push_str(&digits[1..]);
            }
            Piece::Word(other) | Piece::Other(other) => result.push_str(other),
        }
    }
    result
}

/// PostgreSQL's form of a migration: `TEXT` columns are ordered by bytes, `BLOB` is `BYTEA`.
/// A type in `CAST(… AS TEXT)` is left alone, since a collation cannot stand there.
pub(crate) fn migration_for_postgres(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + text.len() / 8);
    let mut after_as = false;
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) if word.eq_ignore_ascii_case("TEXT") && !after_as => {
                result.push_str("TEXT COLLATE \"C\"");
            }
            Piece::Word(word) if word.eq_ignore_ascii_case("BLOB") => result.push_str("BYTEA"),
            Piece::Word(other) | Piece::Placeholder(other, _) | Piece::Other(other) => result.push_str(other),
        }
        match piece {
            Piece::Word(word) => after_as = word.eq_ignore_ascii_case("AS"),
            Piece::Other(other) if other.trim().is_empty() => {}
            _ => after_as = false,
        }
    }
    result
}

/// Whether the text has the placeholder `$number`.
pub(crate) fn has_placeholder(text: &str, number: usize) -> bool {
    pieces(text).any(|piece| matches!(piece, Piece::Placeholder(_, found) if found == number))
}

/// The highest placeholder of the text, 0 when it has none.
pub(crate) fn highest_placeholder(text: &str) -> usize {
    pieces(text)
        .map(|piece| {
            if let Piece::Placeholder(_, number) = piece {
                number
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0)
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (length, kind) = next(rest);
        let (piece, tail) = rest.split_at(length);
        rest = tail;
        Some(match kind {
            Kind::Word => Piece::Word(piece),
            Kind::Placeholder(number) => Piece::Placeholder(piece, number),
            Kind::Other => Piece::Other(piece),
        })
    })
}

enum Kind {
    Word,
    Placeholder(usize),
    Other,
}

/// The length in bytes of the first piece of a text that is not empty. Every piece ends at an ASCII byte or at
/// the end, so that no character is cut.
fn next(text: &str) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let run = |from: usize, belongs: fn(u8) -> bool| {
        bytes[from..]
            .iter()
            .position(|byte| !belongs(*byte))
            .map_or(bytes.len(), |length| from + length)
    };
    match bytes[0] {
        quote @ (b'\'' | b'"') => (quoted(bytes, quote), Kind::Other),
        b'-' if bytes.get(1) == Some(&b'-') => (run(0, |byte| byte != b'\n'), Kind::Other),
        b'/' if bytes.get(1) == Some(&b'*') => (
            text[2..].find("*/").map_or(bytes.len(), |end| end + 4),
            Kind::Other,
        ),
        b'$' => {
            let end = run(1, |byte| byte.is_ascii_digit());
            match text[1..end].parse() {
                Ok(number) => (end, Kind::Placeholder(number)),
                Err(_) => (end, Kind::Other),
            }
        }
        first if is_word(first) => (
            run(0, is_word),
            if first.is_ascii_digit() {
                Kind::Other
            } else {
                Kind::Word
            },
        ),
        first if first.is_ascii_whitespace() => (run(0, |byte| byte.is_ascii_whitespace()), Kind::Other),
        _ => (1, Kind::Other),
    }
}

/// Bytes above ASCII belong to words, so that characters stay whole.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The end of a quoted piece; a doubled quote stays inside.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == quote {
            if bytes.get(at + 1) != Some(&quote) {
                return at + 1;
            }
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_rewritten_outside_quotes_and_comments() {
        let text =
            "SELECT '$1 it''s $2', \"$3\", a -- $4\n, /* $5 */ b FROM t WHERE c = $1 AND d > $12 AND e='ü$6'";
        let expected =
            "SELECT '$1 it''s $2', \"$3\", a -- $4\n, /* $5 */ b FROM t WHERE c = ?1 AND d > ?12 AND e='ü$6'";
        assert_eq!(for_sqlite(text), expected);
        assert_eq!(highest_placeholder(text), 12);
        assert!(has_placeholder(text, 1));
        assert!(!has_placeholder(text, 2));
        assert!(!has_placeholder(text, 5));
    }

    #[test]
    fn unfinished_text_is_kept() {
        for text in [
            "",
            "'",
            "'a",
            "/*",
            "/* $1",
            "/*/ $1",
            "--",
            "$",
            "$$",
            "$x",
            "a''",
            "é",
            "$99999999999999999999999",
        ] {
            assert_eq!(for_sqlite(text), text, "{text:?}");
            assert_eq!(highest_placeholder(text), 0, "{text:?}");
        }
    }

    #[test]
    fn column_types_are_rewritten_for_postgres() {
        assert_eq!(
            migration_for_postgres(
                "CREATE TABLE t (a TEXT NOT NULL, context text, b BLOB, d TEXT DEFAULT 'TEXT');"
            ),
            "CREATE TABLE t (a TEXT COLLATE \"C\" NOT NULL, context TEXT COLLATE \"C\", b BYTEA, \
             d TEXT COLLATE \"C\" DEFAULT 'TEXT');"
        );
        assert_eq!(
            migration_for_postgres("UPDATE t SET a = CAST(n AS TEXT); -- TEXT"),
            "UPDATE t SET a = CAST(n AS TEXT); -- TEXT"
        );
    }
}
