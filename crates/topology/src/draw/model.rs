//! What a picture says, apart from where anything stands: accounts, registries, and the ways that images go.

use std::fmt;

use crate::company::Environment;

/// A picture.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// What it shows, in a few words.
    pub title: String,
    /// Of which company.
    pub subtitle: String,
    /// The same as sentences, for those who do not see it.
    pub description: String,
    /// The organization's name.
    pub organization: String,
    /// Its units, parents before children.
    pub lanes: Vec<Lane>,
    /// Accounts, and what is outside of the organization.
    pub nodes: Vec<Node>,
    /// How images go.
    pub flows: Vec<Flow>,
    /// What is true of the whole.
    pub note: String,
}

/// An organizational unit.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// The unit that it is in.
    pub parent: Option<usize>,
    /// Of several units that are alike their names.
    pub alike: Vec<String>,
}

impl Lane {
    /// As it is called above what is in it.
    pub(super) fn title(&self) -> (String, &str) {
        match self.alike.len() {
            0 => ("unit".to_owned(), &self.name),
            count => (format!("{count} units like"), &self.name),
        }
    }

    /// The names of its units.
    pub(super) fn names(&self) -> Vec<String> {
        match self.alike.is_empty() {
            true => vec![self.name.clone()],
            false => self.alike.clone(),
        }
    }
}

/// Where in the way of an image something stands, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Outside, and builds.
    Source,
    /// Builds.
    Build,
    /// Holds images for others.
    Registry,
    /// Holds images of its own, by its environment.
    Stage(Stage),
    /// Runs images.
    Workload,
    /// Outside, and pulls.
    Receiver,
}

/// An environment, or none, in the order of an image's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Development.
    Development,
    /// Test.
    Test,
    /// Production.
    Production,
    /// The file does not say it.
    Other,
}

impl Stage {
    /// Of an account.
    pub(super) fn of(environment: Option<Environment>) -> Stage {
        match environment {
            Some(Environment::Development) => Stage::Development,
            Some(Environment::Test) => Stage::Test,
            Some(Environment::Production) => Stage::Production,
            None => Stage::Other,
        }
    }

    /// Its name.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Stage::Development => "development",
            Stage::Test => "test",
            Stage::Production => "production",
            Stage::Other => "",
        }
    }
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// An account.
    Account,
    /// Whose identity tokens a builder has.
    Identity,
    /// A service of AWS.
    Service,
    /// A principal that should perhaps not be there.
    Stranger,
}

/// A box.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its account's id, if the file says it.
    pub id: String,
    /// What it stands for.
    pub kind: NodeKind,
    /// Where it stands.
    pub layer: Layer,
    /// The unit that it is in.
    pub lane: Option<usize>,
    /// What runs in it.
    pub stage: Stage,
    /// The Regions that it works in, where they are not the company's.
    pub regions: Vec<String>,
    /// The accounts that a service acts for.
    pub serves: Vec<String>,
    /// Who is in it.
    pub roles: Vec<Role>,
    /// Its registries.
    pub registries: Vec<Registry>,
    /// The repositories in each of its registries.
    pub contents: Vec<String>,
    /// How images go within it.
    pub inner: Vec<Inner>,
    /// Of several equal accounts their names and ids.
    pub members: Vec<(String, String)>,
}

impl Picture {
    /// Whether something in it stands for several accounts or units.
    pub(super) fn is_grouped(&self) -> bool {
        self.nodes.iter().any(|node| !node.members.is_empty())
    }

    /// Kinds of ways that it has.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let has_in_box = |node: &Node, kind: Kind| {
            let mut registries = node.registries.iter();
            node.inner.iter().any(|inner| inner.kind == kind)
                || registries.any(|registry| registry.filled_by == Some(kind))
        };
        let has = |kind: &Kind| {
            self.flows.iter().any(|flow| flow.kind == *kind)
                || self.nodes.iter().any(|node| has_in_box(node, *kind))
        };
        Kind::ALL.into_iter().filter(has).collect()
    }
}

impl Node {
    /// The accounts that it stands for, by names and ids.
    pub(super) fn accounts(&self) -> Vec<(String, String)> {
        match self.members.is_empty() {
            true => vec![(self.name.clone(), self.id.clone())],
            false => self.members.clone(),
        }
    }

    /// Whether it is in the organization.
    pub(super) fn is_inside(&self) -> bool {
        !matches!(self.layer, Layer::Source | Layer::Receiver)
    }
}

/// A registry of an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Registry {
    /// Where.
    pub region: String,
    /// How many repositories are in it, or how it is filled.
    pub holds: String,
    /// How images come from the account's first Region, if they do.
    pub filled_by: Option<Kind>,
}

/// Someone who builds, promotes or runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// What it does.
    pub part: Part,
    /// The builder's or consumer's name.
    pub name: String,
}

/// Between the first and the last of several names.
pub(super) const TO: &str = " … ";

impl Role {
    /// What it does, as a sentence.
    pub(super) fn words(&self) -> String {
        let part = match (self.part, self.name.contains(TO)) {
            (Part::Builds, false) => "builds",
            (Part::Builds, true) => "build",
            (Part::Promotes, false) => "promotes",
            (Part::Promotes, true) => "promote",
            (Part::Runs, false) => "runs images",
            (Part::Runs, true) => "run images",
        };
        format!("{} {part}", self.name)
    }
}

/// What someone does with images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Makes them.
    Builds,
    /// Brings them on.
    Promotes,
    /// Runs them.
    Runs,
}

/// How images go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// From a builder into a registry.
    Push,
    /// From a registry to one that comes later, or to another name.
    Promote,
    /// From a registry to who runs them.
    Pull,
    /// To another registry by the registry itself.
    Replicate,
    /// To another registry when they are first pulled there.
    Cache,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [
        Kind::Push,
        Kind::Promote,
        Kind::Pull,
        Kind::Replicate,
        Kind::Cache,
    ];

    /// As labels have it, and the classes of a style sheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Push => "push",
            Kind::Promote => "promote",
            Kind::Pull => "pull",
            Kind::Replicate => "replicate",
            Kind::Cache => "cache",
        }
    }

    /// As a legend explains it.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Kind::Push => "push",
            Kind::Promote => "promotion of the same image",
            Kind::Pull => "pull",
            Kind::Replicate => "replication",
            Kind::Cache => "cache: copied at the first pull",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A way of images within an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inner {
    /// How they go.
    pub kind: Kind,
    /// Which.
    pub what: String,
    /// Who moves them.
    pub who: Vec<String>,
}

impl Inner {
    /// All of it.
    pub(super) fn words(&self) -> String {
        match &self.who[..] {
            [] => format!("{} {}", self.kind, self.what),
            who => format!("{} {}, by {}", self.kind, self.what, who.join(", ")),
        }
    }
}

/// A way of images from a box to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flow {
    /// How they go.
    pub kind: Kind,
    /// Where they are.
    pub from: usize,
    /// Where they come.
    pub to: usize,
    /// Which.
    pub what: String,
    /// Who moves them.
    pub who: Vec<String>,
    /// All of it as a sentence.
    pub sentence: String,
}

/// Where a picture is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the one who looks prefers it.
    #[default]
    Auto,
    /// On white.
    Light,
    /// On black.
    Dark,
}
