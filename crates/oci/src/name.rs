//! Repository names: components of lower-case letters and digits, separated by `/`.
//!
//! The pattern and the length are Amazon ECR's (API Reference, `CreateRepository`, `repositoryName`), anchored at both
//! ends: `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*`, 2 to 256 characters. It is the OCI
//! Distribution Specification's pattern with a shorter limit. The AWS texts for a bad name are in `wharf-aws`.

use std::str::FromStr;
use std::sync::Arc;

use crate::text::parsed_text;

/// The name of a repository inside its registry. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepositoryName(Arc<str>);

parsed_text!(RepositoryName);

impl RepositoryName {
    /// Fewest characters of a name.
    pub const MIN_LENGTH: usize = 2;
    /// Most characters of a name.
    pub const MAX_LENGTH: usize = 256;

    /// The parts between the slashes.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }
}

/// Why a text is not a repository name. Places are byte offsets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Fewer than two characters.
    #[error(
        "a repository name has at least {} characters, not {found}",
        RepositoryName::MIN_LENGTH
    )]
    TooShort {
        /// Characters found.
        found: usize,
    },
    /// More than 256 characters.
    #[error(
        "a repository name has at most {} characters, not {found}",
        RepositoryName::MAX_LENGTH
    )]
    TooLong {
        /// Characters found.
        found: usize,
    },
    /// A character that no name has.
    #[error("{found:?} at offset {at}: a repository name is made of a-z, 0-9 and the separators . _ - /")]
    Character {
        /// The character.
        found: char,
        /// Where it begins.
        at: usize,
    },
    /// A separator where a letter or digit must stand: at an end of a component, or in a run that is not allowed.
    #[error(
        "a lower-case letter or digit must stand at offset {at}: the parts of a repository name begin and end with one, \
         and only '.', '_', '__' and runs of '-' stand between"
    )]
    Separator {
        /// Where the letter or digit is missing; the length of the name when the end came too early.
        at: usize,
    },
}

impl FromStr for RepositoryName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        check_length(text)?;
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            let word = run(bytes, at, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
            if word == 0 {
                return Err(unexpected(text, at));
            }
            at += word;
            at += match bytes.get(at) {
                None => return Ok(RepositoryName(text.into())),
                Some(b'.' | b'/') => 1,
                Some(b'_') => run(bytes, at, |byte| byte == b'_').min(2),
                Some(b'-') => run(bytes, at, |byte| byte == b'-'),
                Some(_) => return Err(unexpected(text, at)),
            };
        }
    }
}

/// The length counts characters; a name that could pass has one byte for each.
fn check_length(text: &str) -> Result<(), NameError> {
    if text.len() < RepositoryName::MIN_LENGTH {
        return Err(NameError::TooShort {
            found: text.chars().count(),
        });
    }
    if text.len() > RepositoryName::MAX_LENGTH {
        let found = text.chars().count();
        if found > RepositoryName::MAX_LENGTH {
            return Err(NameError::TooLong { found });
        }
    }
    Ok(())
}

/// How many bytes from `at` on satisfy the predicate.
fn run(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().take_while(|byte| wanted(**byte)).count()
}

fn unexpected(text: &str, at: usize) -> NameError {
    match text[at..].chars().next() {
        None | Some('.' | '_' | '-' | '/') => NameError::Separator { at },
        Some(found) => NameError::Character { found, at },
    }
}
