//! Reading `application/x-www-form-urlencoded`, hostile input included, and the tree that its dotted names draw.

use std::collections::BTreeMap;

use crate::json::{Json, Members};

/// More parameters than this are refused.
const MAX_PARAMETERS: usize = 2_000;
/// Names of more steps than this are refused.
const MAX_STEPS: usize = 32;

/// The parameters of a Query request in the order in which they came; every name once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    parameters: Vec<(String, String)>,
}

/// Why a form was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// A percent sign without two hexadecimal digits behind it.
    #[error("a percent sign must be followed by two hexadecimal digits")]
    Escape,
    /// A name or value is not UTF-8.
    #[error("the form is not UTF-8")]
    Encoding,
    /// More than 2,000 parameters.
    #[error("the form has more than {MAX_PARAMETERS} parameters")]
    TooMany,
    /// One name twice: it would not be defined which of the two counts.
    #[error("the form has the parameter '{0}' more than once")]
    Repeated(String),
    /// A name is both a value and the beginning of other names, or has too many steps.
    #[error("the parameter '{0}' does not fit the others")]
    Shape(String),
}

impl Form {
    /// Reads a body or the query part of a URL (without the question mark).
    pub fn parse(text: &[u8]) -> Result<Self, FormError> {
        let mut parameters = Vec::new();
        for pair in text.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            if parameters.len() == MAX_PARAMETERS {
                return Err(FormError::TooMany);
            }
            let (name, value) = match pair.iter().position(|b| *b == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &b""[..]),
            };
            parameters.push((unescape(name)?, unescape(value)?));
        }
        let mut names: Vec<&str> = parameters.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(FormError::Repeated(pair[0].to_owned())),
            None => Ok(Self { parameters }),
        }
    }

    /// The bytes of all names and values.
    pub fn length(&self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The operation that is asked for.
    pub fn action(&self) -> Option<&str> {
        self.get("Action").filter(|action| !action.is_empty())
    }

    /// The version of the API that is asked for.
    pub fn version(&self) -> Option<&str> {
        self.get("Version")
    }

    /// All parameters in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The parameters as a tree: `Tags.member.1.Key` is four levels down.
    pub(crate) fn tree(&self) -> Result<Json<'_>, FormError> {
        let mut root = BTreeMap::new();
        for (name, value) in self.iter() {
            insert(&mut root, name, value).ok_or_else(|| FormError::Shape(name.to_owned()))?;
        }
        Ok(Node::Branch(root).into_json())
    }
}

enum Node<'a> {
    Leaf(&'a str),
    Branch(BTreeMap<&'a str, Node<'a>>),
}

impl<'a> Node<'a> {
    fn into_json(self) -> Json<'a> {
        match self {
            Self::Leaf(text) => Json::String(text.into()),
            Self::Branch(nodes) => {
                let members = nodes
                    .into_iter()
                    .map(|(name, node)| (name.into(), node.into_json()));
                Json::Object(Members(members.collect()))
            }
        }
    }
}

fn insert<'a>(root: &mut BTreeMap<&'a str, Node<'a>>, name: &'a str, value: &'a str) -> Option<()> {
    let (path, last) = match name.rsplit_once('.') {
        Some((path, last)) => (Some(path), last),
        None => (None, name),
    };
    let mut branch = root;
    for (depth, step) in path.into_iter().flat_map(|path| path.split('.')).enumerate() {
        let node = branch
            .entry(step)
            .or_insert_with(|| Node::Branch(BTreeMap::new()));
        match node {
            Node::Branch(inner) if depth < MAX_STEPS => branch = inner,
            _ => return None,
        }
    }
    if branch.contains_key(last) {
        return None;
    }
    branch.insert(last, Node::Leaf(value));
    Some(())
}

fn unescape(text: &[u8]) -> Result<String, FormError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || {
                    rest.next()
                        .and_then(|b| char::from(*b).to_digit(16))
                        .ok_or(FormError::Escape)
                };
                (digit()? * 16 + digit()?) as u8
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| FormError::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_forms() {
        let form = Form::parse(b"Action=GetCallerIdentity&Version=2011-06-15&a+b=c%20%C3%A9%2B&empty=&&bare")
            .unwrap();
        assert_eq!(form.action(), Some("GetCallerIdentity"));
        assert_eq!(form.version(), Some("2011-06-15"));
        assert_eq!(form.get("a b"), Some("c é+"));
        assert_eq!(
            (form.get("empty"), form.get("bare"), form.get("none")),
            (Some(""), Some(""), None)
        );
        assert_eq!(form.iter().count(), 5);
        assert_eq!(Form::parse(b"Action=").unwrap().action(), None);
        assert_eq!(Form::parse(b""), Ok(Form::default()));
    }

    #[test]
    fn refuses_what_is_doubtful() {
        for (text, error) in [
            ("a=%", FormError::Escape),
            ("a=%4", FormError::Escape),
            ("a=%+1", FormError::Escape),
            ("a=%zz", FormError::Escape),
            ("a=%ff", FormError::Encoding),
            ("Action=A&Action=B", FormError::Repeated("Action".to_owned())),
            ("a=1&%61=2", FormError::Repeated("a".to_owned())),
        ] {
            assert_eq!(Form::parse(text.as_bytes()), Err(error), "{text}");
        }
        let many: String = (0..2_001).map(|n| format!("p{n}=&")).collect();
        assert_eq!(Form::parse(many.as_bytes()), Err(FormError::TooMany));
    }

    #[test]
    fn dotted_names_draw_a_tree() {
        let form = Form::parse(b"T.member.2.Key=b&T.member.1.Key=a&U=u").unwrap();
        let expected = Json::parse(br#"{"T":{"member":{"1":{"Key":"a"},"2":{"Key":"b"}}},"U":"u"}"#).unwrap();
        assert_eq!(form.tree().unwrap(), expected);
        let deep = format!("{}x=1", "a.".repeat(40));
        for clash in ["a=1&a.b=2", "a.b=2&a=1", "a.b=1&a.b.c=2", &deep] {
            assert!(
                matches!(
                    Form::parse(clash.as_bytes()).unwrap().tree(),
                    Err(FormError::Shape(_))
                ),
                "{clash}"
            );
        }
    }
}
