//! What must be true of access, as the organization file says it.

use std::fmt;

use crate::pattern::Pattern;

/// What must be true of access.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// As the file has it.
    pub text: String,
    /// Its line in the file.
    pub line: u64,
    /// Whether no other principal may.
    pub only: bool,
    /// Who.
    pub parties: Vec<Party>,
    /// May, or may not.
    pub verb: Verb,
    /// Do what.
    pub actions: Vec<Action>,
    /// With which repositories.
    pub pattern: Pattern,
    /// In the registries of which account; of all when `None`.
    pub registry: Option<usize>,
}

/// May, or may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Each of them can.
    May,
    /// None of them can.
    MayNot,
}

/// What can be done with a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Get images.
    Pull,
    /// Put images.
    Push,
    /// Remove images, or the repository.
    Delete,
    /// Change its policy, its settings and its tags.
    Administer,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 4] = [Action::Pull, Action::Push, Action::Delete, Action::Administer];

    /// As assertions have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Pull => "pull",
            Action::Push => "push",
            Action::Delete => "delete",
            Action::Administer => "administer",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whom an assertion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The roles of a builder.
    Builder(usize),
    /// The roles of a consumer, or its service.
    Consumer(usize),
    /// The principals in an account, with any policies of their own, except the builders' and consumers' roles.
    Account(usize),
    /// The principals in the accounts of a unit, the builders' and consumers' roles too. Accounts that come to it count where they may not do
    /// something, and are not among the others of `only`.
    Unit(usize),
    /// The principals of accounts that are not the organization's, and services that act for them.
    Outsiders,
}
