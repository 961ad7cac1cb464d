//! The interface facts of a service as `api/*.json` holds them. A fact that is not read here is an error, so that
//! none is dropped unseen.

use anyhow::Context as _;
use serde::Deserialize;

use super::ordered::Ordered;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Api {
    pub service: String,
    pub api_version: String,
    pub protocol: String,
    #[serde(rename = "jsonVersion")]
    pub _json_version: Option<String>,
    pub target_prefix: Option<String>,
    pub signing_name: String,
    pub endpoint_prefix: String,
    pub xml_namespace: Option<String>,
    pub operations: Ordered<Operation>,
    #[serde(rename = "pagination")]
    pub _pagination: Ordered<Pagination>,
    pub shapes: Ordered<Shape>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Operation {
    pub input: Option<String>,
    pub output: Option<String>,
    pub result_wrapper: Option<String>,
    pub errors: Vec<String>,
    #[serde(rename = "authtype")]
    pub _authtype: Option<String>,
    /// Whether it changes nothing.
    pub read_only: Option<Fact>,
}

/// How an operation pages. Read by tests only, from the file.
pub type Pagination = serde::de::IgnoredAny;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(default)]
    pub required: Vec<String>,
    #[serde(default)]
    pub members: Ordered<Member>,
    pub member: Option<Member>,
    pub key: Option<Member>,
    pub value: Option<Member>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub pattern: Option<String>,
    #[serde(rename = "enum")]
    pub names: Option<Vec<String>>,
    #[serde(default)]
    pub exception: bool,
    #[serde(default)]
    pub fault: bool,
    pub error: Option<ErrorFacts>,
    /// Whether its values are secret.
    pub sensitive: Option<Fact>,
    /// Whether a missing value differs from zero: every optional member is an `Option` here.
    #[serde(default, rename = "box")]
    pub _box: bool,
}

/// Something that holds: `true` where the file's source says so, else our reason (`api/README.md`).
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    Stated(True),
    Reasoned(#[expect(dead_code, reason = "for readers of the file")] String),
}

/// `true`: what does not hold is left out.
#[derive(Debug, Deserialize)]
#[serde(try_from = "bool")]
pub struct True;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Structure,
    List,
    Map,
    String,
    Integer,
    Long,
    Double,
    Boolean,
    Timestamp,
    Blob,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ErrorFacts {
    pub code: String,
    pub http_status_code: u16,
    #[serde(rename = "senderFault")]
    pub _sender_fault: Option<bool>,
}

/// A reference to a shape: its name alone, or with facts about the place.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Member {
    Plain(String),
    WithFacts(MemberFacts),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberFacts {
    pub shape: String,
    #[serde(default, rename = "deprecated")]
    pub _deprecated: bool,
}

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(fact: bool) -> Result<Self, Self::Error> {
        fact.then_some(Self)
            .ok_or("a fact that does not hold is left out")
    }
}

impl Api {
    /// Gives every operation an input and an output: an empty structure where the model has none.
    pub fn complete(&mut self) {
        let mut made = Vec::new();
        for (name, operation) in self.operations.iter_mut() {
            for (side, suffix) in [
                (&mut operation.input, "Request"),
                (&mut operation.output, "Response"),
            ] {
                if side.is_none() {
                    let shape = format!("{name}{suffix}");
                    made.push(shape.clone());
                    *side = Some(shape);
                }
            }
        }
        for name in made {
            self.shapes.insert(name, Shape::empty_structure());
        }
    }

    pub fn shape(&self, name: &str) -> anyhow::Result<&Shape> {
        self.shapes
            .get(name)
            .with_context(|| format!("there is no shape {name}"))
    }
}

impl Member {
    pub fn shape(&self) -> &str {
        match self {
            Self::Plain(shape) => shape,
            Self::WithFacts(facts) => &facts.shape,
        }
    }
}

impl Shape {
    fn empty_structure() -> Self {
        Self {
            kind: Kind::Structure,
            required: Vec::new(),
            members: Ordered::default(),
            member: None,
            key: None,
            value: None,
            min: None,
            max: None,
            pattern: None,
            names: None,
            exception: false,
            fault: false,
            error: None,
            sensitive: None,
            _box: false,
        }
    }

    /// The shapes that this one refers to, in order.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        let inner = [&self.member, &self.key, &self.value].into_iter().flatten();
        self.members
            .iter()
            .map(|(_, member)| member)
            .chain(inner)
            .map(Member::shape)
    }
}
