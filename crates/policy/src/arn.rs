//! ARNs as patterns: six parts at the first five colons, each matched on its own (IAM Reference, *JSON policy elements:
//! Resource*).

use crate::glob::{Syntax, Template};
use crate::keys::{Context, Readings};

/// A pattern of ARNs.
#[derive(Clone, Debug)]
pub(crate) enum ArnPattern {
    /// `*`
    Anything,
    Parts(Box<[Template; 6]>),
    /// It has not six parts, so it is no ARN's pattern.
    Nothing,
}

/// The parts of a request's ARN; `None` for `*` and what is no ARN.
pub(crate) fn split(arn: &str) -> Option<[&str; 6]> {
    let mut parts = arn.splitn(6, ':');
    let split = [(); 6].map(|()| parts.next());
    let [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f)] = split else {
        return None;
    };
    Some([a, b, c, d, e, f])
}

/// Cuts a policy's text at its first five colons, those inside of `${…}` not counted.
pub(crate) fn cut(text: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut in_variable) = (Vec::new(), 0, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' if at > 0 && bytes[at - 1] == b'$' => in_variable = true,
            b'}' => in_variable = false,
            b':' if !in_variable && parts.len() < 5 => {
                parts.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

impl ArnPattern {
    /// Of a `Resource` element: variables in the sixth part only; a short pattern that ends in `*` stands for all that
    /// begins so.
    pub(crate) fn of_resource(text: &str, variables: bool) -> ArnPattern {
        ArnPattern::new(text, |part| variables && part == 5)
    }

    /// Of a condition: variables anywhere.
    pub(crate) fn of_condition(text: &str, variables: bool) -> ArnPattern {
        ArnPattern::new(text, |_| variables)
    }

    fn new(text: &str, variables: impl Fn(usize) -> bool) -> ArnPattern {
        if text == "*" {
            return ArnPattern::Anything;
        }
        let mut parts = cut(text);
        if parts.len() < 6 && parts.len() > 1 && parts.last().is_some_and(|last| last.ends_with('*')) {
            parts.resize(6, "*");
        }
        if parts.len() != 6 {
            return ArnPattern::Nothing;
        }
        let template = |part: usize| {
            let syntax = Syntax {
                wildcards: true,
                variables: variables(part),
            };
            Template::new(parts[part], syntax)
        };
        ArnPattern::Parts(Box::new(std::array::from_fn(template)))
    }

    /// The keys of its variables.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        let templates: &[Template] = match self {
            ArnPattern::Parts(templates) => &templates[..],
            _ => &[],
        };
        templates.iter().flat_map(Template::variables)
    }

    /// Whether a request's resource matches: `*` alone matches the resource `*`.
    pub(crate) fn matches_resource(
        &self,
        parts: Option<&[&str; 6]>,
        context: &Context<'_>,
        readings: Readings,
    ) -> bool {
        match (self, parts) {
            (ArnPattern::Anything, _) => true,
            (ArnPattern::Parts(templates), Some(parts)) => all(templates, parts, context, readings),
            _ => false,
        }
    }

    pub(crate) fn matches_condition(&self, asked: &str, context: &Context<'_>, readings: Readings) -> bool {
        self.matches_resource(split(asked).as_ref(), context, readings)
            && (split(asked).is_some() || matches!(self, ArnPattern::Anything))
    }
}

fn all(templates: &[Template; 6], parts: &[&str; 6], context: &Context<'_>, readings: Readings) -> bool {
    // The last part differs most often, so it is compared first.
    let mut pairs = templates.iter().zip(parts).rev();
    pairs.all(|(template, part)| template.is_anything() || template.matches(part, false, context, readings))
}
