//! A company as the organization file describes it, every name looked up.

use std::fmt;

use wharf_aws::{AccountId, Region};

use crate::assertion::Assertion;
use crate::pattern::Pattern;
use crate::retention::{Retention, Template};

/// The company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Where images are to be.
    pub topology: Topology,
    /// The Regions with registries; the first is where organization-wide work is done.
    pub regions: Vec<Region>,
    /// Whether the file names them.
    pub says_regions: bool,
    /// Its organizational units, parents before children.
    pub units: Vec<Unit>,
    /// Its accounts.
    pub accounts: Vec<Account>,
    /// Its teams, each of which owns repositories.
    pub teams: Vec<Team>,
    /// Its repositories.
    pub repositories: Vec<Repository>,
    /// How long images stay.
    pub retention: Vec<Retention>,
    /// How pushes make repositories.
    pub templates: Vec<Template>,
    /// Who pushes.
    pub builders: Vec<Builder>,
    /// Who pulls.
    pub consumers: Vec<Consumer>,
    /// What the organization forbids all its accounts.
    pub guardrails: Vec<Guardrail>,
    /// How much goes in and out in a month.
    pub volumes: Volumes,
    /// What it cannot do without.
    pub requirements: Requirements,
    /// Where images must not leave.
    pub residency: Vec<Residency>,
    /// What must be true of access.
    pub assertions: Vec<Assertion>,
    /// Registries of others that workloads may pull from too, where [`Guardrail::ApprovedRegistries`] is on.
    pub approved: Vec<AccountId>,
    /// Where in the file things stand.
    pub places: Places,
}

impl Company {
    /// What its author should know although nothing is wrong: its only account is the organization's own.
    pub fn warning(&self) -> Option<String> {
        match self.accounts.as_slice() {
            [one] if one.purpose == Purpose::Management => Some(format!(
                "the only account, {}, is the management account, which guardrails (service control policies) do not bind, and which \
                 should run nothing: add an account for what runs, with its own line under accounts",
                one.name
            )),
            _ => None,
        }
    }
}

/// A place in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
}

/// Where in the file things stand: what is found out about them later is told there.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The topology, or the organization's name where the file says none.
    pub topology: Place,
    /// The guardrails, likewise.
    pub guardrails: Place,
    /// Each unit.
    pub units: Vec<Place>,
    /// Each account.
    pub accounts: Vec<Place>,
    /// Each repository.
    pub repositories: Vec<Place>,
    /// Each builder.
    pub builders: Vec<Place>,
    /// Each consumer; none for those that the file does not write.
    pub consumers: Vec<Place>,
}

/// Where images live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topology {
    /// In the development account's registry.
    Shared,
    /// In the registry of an account that has nothing else.
    Dedicated,
    /// In each account's own registry.
    PerAccount,
    /// In a registry account of each organizational unit.
    PerUnit,
    /// In two registry accounts: one for production, one for everything before it.
    Split,
    /// In a registry account that is built to; what is promoted, in each production account's own registry too.
    Replicated,
}

impl Topology {
    /// All of them, the default first.
    pub const ALL: [Topology; 6] = [
        Topology::Dedicated,
        Topology::Shared,
        Topology::PerAccount,
        Topology::PerUnit,
        Topology::Split,
        Topology::Replicated,
    ];

    /// As the file has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Topology::Shared => "shared",
            Topology::Dedicated => "dedicated",
            Topology::PerAccount => "per-account",
            Topology::PerUnit => "per-unit",
            Topology::Split => "split",
            Topology::Replicated => "replicated",
        }
    }
}

impl fmt::Display for Topology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An organizational unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The unit that it is in; the root when `None`.
    pub parent: Option<usize>,
}

/// An account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its id, if the file says it.
    pub id: Option<AccountId>,
    /// Its address, if the file says it.
    pub email: Option<String>,
    /// What runs in it.
    pub environment: Option<Environment>,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it is in the tree; directly under the root when `None`.
    pub unit: Option<usize>,
    /// The Regions that it works in; the company's when the file says none.
    pub regions: Vec<Region>,
    /// Whether the file names Regions for it.
    pub says_regions: bool,
}

impl Account {
    /// Whether it serves production.
    pub(crate) fn is_production(&self) -> bool {
        self.environment == Some(Environment::Production)
    }
}

/// What runs in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Environment {
    /// Where it is written.
    Development,
    /// Where it is tried.
    Test,
    /// Where it serves.
    Production,
}

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It runs images.
    Workload,
    /// It holds images and nothing else.
    Registry,
    /// It builds images.
    Build,
    /// It is the organization's own.
    Management,
    /// It held images, and is given up: nothing runs in it, and no registry of it is asked for.
    Retired,
}

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// The repositories that it owns.
    pub repositories: Vec<Pattern>,
    /// Whether it runs its own platform.
    pub platform: bool,
    /// The unit that it belongs to.
    pub unit: Option<usize>,
}

/// A repository.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Its name.
    pub name: String,
    /// Whether its tags stay what they are.
    pub immutable: bool,
    /// The accounts that have it, where a topology has several; all of them when there are none here.
    pub accounts: Vec<usize>,
}

/// Who pushes.
#[derive(Clone, Debug)]
pub struct Builder {
    /// Its name, and its role's.
    pub name: String,
    /// The account of its role, if it is not each registry's own.
    pub account: Option<usize>,
    /// The environments whose registries it pushes to.
    pub environments: Vec<Environment>,
    /// What it pushes.
    pub push: Vec<Pattern>,
    /// What it pulls besides from the same registries: what it promotes.
    pub pull: Vec<Pattern>,
    /// The accounts whose principals may take its role.
    pub trust: Vec<usize>,
    /// The identity tokens that may take its role.
    pub oidc: Option<OidcTrust>,
}

/// Identity tokens.
#[derive(Clone, Debug)]
pub struct OidcTrust {
    /// The issuer's URL, with `https://`.
    pub issuer: String,
    /// Whom they are for.
    pub audience: String,
    /// Whom they speak of; `*` for any run of characters.
    pub subjects: Vec<String>,
}

/// Who pulls.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Its name, and its role's in each account.
    pub name: String,
    /// These accounts.
    pub accounts: Vec<usize>,
    /// All accounts of these units, those to come too.
    pub units: Vec<usize>,
    /// A service of AWS instead that pulls as itself, e.g. `lambda.amazonaws.com`: for those accounts and units, for all when there are
    /// none.
    pub service: Option<String>,
    /// What it pulls.
    pub pull: Vec<Pattern>,
    /// Services, such as `ec2.amazonaws.com`, or accounts whose principals may take its roles; each account's own when there are none
    /// here.
    pub trust: Vec<String>,
}

/// What the organization forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guardrail {
    /// No principal outside of the organization can use its registries.
    Perimeter,
    /// Workloads pull from the organization's registries only.
    ApprovedRegistries,
    /// Only administrators change policies of registries.
    PolicyEdits,
    /// No registries outside of the file's Regions.
    Regions,
}

impl Guardrail {
    /// All of them.
    pub const ALL: [Guardrail; 4] = [
        Guardrail::Perimeter,
        Guardrail::ApprovedRegistries,
        Guardrail::PolicyEdits,
        Guardrail::Regions,
    ];

    /// As the file has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Guardrail::Perimeter => "perimeter",
            Guardrail::ApprovedRegistries => "approved-registries",
            Guardrail::PolicyEdits => "policy-edits",
            Guardrail::Regions => "regions",
        }
    }
}

/// Of AWS's own registries those that are approved where the file says nothing: of EKS's add-ons and of App Mesh. AWS has more, in other
/// Regions too, and publishes no complete list.
pub const APPROVED: [&str; 2] = ["602401143452", "840364872350"];

/// How much goes in and out in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Volumes {
    /// Images kept.
    pub images: u64,
    /// Pushes.
    pub pushes: u64,
    /// Pulls by nodes that have not the layers yet.
    pub pulls: u64,
    /// GB of an image, compressed.
    pub image_gb: f64,
    /// GB of a push that were not there before.
    pub new_gb_per_push: f64,
    /// The share of images that goes to production.
    pub promoted: f64,
    /// Images that are scanned beyond the free scans.
    pub scans: u64,
    /// Networks (VPCs) that pull through endpoints of their own.
    pub networks: u64,
}

/// What the company cannot do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// Production pulls when the build account is gone.
    pub production_independent: bool,
    /// How far images of different parts must be kept apart.
    pub isolation: Isolation,
    /// A Region pulls when another one is gone.
    pub region_failure: bool,
    /// It is only beginning, and wants no further account yet.
    pub beginning: bool,
}

/// The only Regions in which some images may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residency {
    /// Which images.
    pub of: Resident,
    /// The Regions.
    pub regions: Vec<Region>,
}

/// What a residency is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resident {
    /// All images.
    All,
    /// Those of these repositories.
    Pattern(Pattern),
    /// Those of a unit's teams, and all registries in the unit.
    Unit(usize),
    /// Those that an account's consumers pull by name, and the account's own registry.
    Account(usize),
}

/// How far images must be kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isolation {
    /// Policies are enough.
    #[default]
    None,
    /// Each unit has a registry of its own.
    Unit,
    /// Each account has a registry of its own.
    Account,
}
