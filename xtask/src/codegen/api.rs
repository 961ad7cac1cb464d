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
    pub pagination: Ordered<Pagination>,
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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    pub input_token: String,
    pub output_token: String,
    pub limit_key: String,
    pub result_key: OneOrMany,
    #[serde(rename = "non_aggregate_keys")]
    pub _non_aggregate_keys: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

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
    #[serde(default)]
    pub sensitive: bool,
}

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
    pub _sender_fault: bool,
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
    #[serde(default)]
    pub deprecated: bool,
}

impl Api {
    pub fn shape(&self, name: &str) -> anyhow::Result<&Shape> {
        self.shapes
            .get(name)
            .with_context(|| format!("there is no shape {name}"))
    }

    pub fn operation(&self, name: &str) -> anyhow::Result<&Operation> {
        self.operations
            .get(name)
            .with_context(|| format!("there is no operation {name}"))
    }
}

impl Member {
    pub fn shape(&self) -> &str {
        match self {
            Self::Plain(shape) => shape,
            Self::WithFacts(facts) => &facts.shape,
        }
    }

    pub fn deprecated(&self) -> bool {
        matches!(self, Self::WithFacts(facts) if facts.deprecated)
    }
}

impl Shape {
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
