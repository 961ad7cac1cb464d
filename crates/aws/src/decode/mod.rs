//! From a tree of values to a typed input, in either protocol: one generated `Decode` serves JSON 1.1 and Query.
//!
//! A value of the wrong kind ends the reading; a value that breaks a constraint of the model is noted with its path
//! and the reading goes on, so that a service may report the first (ECR) or all (STS, IAM), in the model's order.
//! Not here: rules that need more than the shape, such as what a well-formed ARN is.

mod constraint;
mod readers;
mod scalar;
mod structure;
#[cfg(test)]
mod tests;

pub use constraint::{Constraint, Kind, Segment, Violation, joined_text};

pub(crate) use constraint::{Length, Range, Text, shown};
pub(crate) use readers::readers;

use crate::json::Json;

/// Why an input was not read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DecodeFault {
    /// The body cannot be parsed, or a value has the wrong kind (`SerializationException`; Query `MalformedInput`).
    #[error("{0}")]
    Serialization(String),
    /// The model's constraints that do not hold, never empty, in the model's order of members.
    #[error("{}", joined_text(.0))]
    Constraint(Vec<Violation>),
}

/// A value, or nothing because a violation was noted; or the end of the reading.
pub(crate) type Decoded<T> = Result<Option<T>, DecodeFault>;

/// What a value is decoded by: a generated function of a shape, or `Decode::decode` of a structure.
pub(crate) type DecodeFn<T> = fn(Json<'_>, &mut Decoder) -> Decoded<T>;

/// A structure that is read from a request. Implemented by generated code only.
pub(crate) trait Decode: Sized {
    /// Reads the structure; notes violations in the decoder.
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self>;
}

/// How scalars and lists are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As JSON spells them; blobs in base64, timestamps as seconds.
    Json,
    /// All as text, lists as `member.1`, `member.2`, maps as `entry.1.key`, `entry.1.value`, timestamps ISO 8601.
    Query,
}

/// No more violations are kept than this: a longer list would not be read.
const MAX_VIOLATIONS: usize = 100;

/// The state of one reading: where it stands and what it found.
#[derive(Debug)]
pub(crate) struct Decoder {
    spelling: Spelling,
    path: Vec<Segment>,
    /// Whether the value at hand, or one around it, is sensitive.
    secret: bool,
    violations: Vec<Violation>,
}

impl Decoder {
    /// Reads one input.
    pub(crate) fn run<T: Decode>(value: Json<'_>, spelling: Spelling) -> Result<T, DecodeFault> {
        let mut decoder = Self {
            spelling,
            path: Vec::new(),
            secret: false,
            violations: Vec::new(),
        };
        match T::decode(value, &mut decoder)? {
            Some(input) if decoder.violations.is_empty() => Ok(input),
            _ => Err(DecodeFault::Constraint(decoder.violations)),
        }
    }

    /// Notes that the value at hand breaks a constraint.
    fn violate(&mut self, value: Option<String>, constraint: Constraint) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation {
                path: self.path.clone(),
                value: value.filter(|_| !self.secret),
                constraint,
            });
        }
    }

    /// Notes a length outside its limits; whether it is within. The value's text is made only when needed.
    fn within(&mut self, length: u64, limits: &Length, kind: Kind, value: impl FnOnce() -> String) -> bool {
        let constraint = match limits {
            Length { min: Some(min), .. } if length < *min => Constraint::MinLength(*min, kind),
            Length { max: Some(max), .. } if length > *max => Constraint::MaxLength(*max, kind),
            _ => return true,
        };
        self.violate(Some(value()), constraint);
        false
    }
}

/// The fault for a value of the wrong kind; all such texts are made here. AWS documents none; these are those that
/// its JSON services are seen to give.
fn mismatch(found: &Json<'_>, wanted: &str) -> DecodeFault {
    let article = if wanted.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    let token = match found {
        Json::Null => "NULL_VALUE",
        Json::Boolean(true) => "TRUE_VALUE",
        Json::Boolean(false) => "FALSE_VALUE",
        Json::Integer(_) | Json::Double(_) => "NUMBER_VALUE",
        Json::String(_) => "STRING_VALUE",
        Json::List(_) => "START_ARRAY",
        Json::Object(_) => "START_OBJECT",
    };
    DecodeFault::Serialization(format!("{token} can not be converted to {article} {wanted}"))
}
