//! Places in a text as editors count them.

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Turns offsets into positions in one pass: they are asked for in the order of the text.
pub struct Positions<'a> {
    rest: &'a str,
    at: usize,
    position: Position,
}

impl<'a> Positions<'a> {
    /// Of a text.
    pub fn of(text: &'a str) -> Positions<'a> {
        Positions {
            rest: text,
            at: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// The position of the byte at an offset that is not before the last one.
    pub fn at(&mut self, offset: usize) -> Position {
        while self.at < offset {
            let mut characters = self.rest.chars();
            let Some(character) = characters.next() else {
                break;
            };
            self.rest = characters.as_str();
            self.at += character.len_utf8();
            self.position = match character {
                '\n' => Position {
                    line: self.position.line + 1,
                    column: 1,
                },
                _ => Position {
                    column: self.position.column + 1,
                    ..self.position
                },
            };
        }
        self.position
    }
}
