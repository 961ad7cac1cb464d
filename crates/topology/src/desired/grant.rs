//! Who is let into a registry, and the fewest words that say exactly that.
//!
//! What consumers and builders are let in to do is a set of pairs: a grantee, and a pattern of names. Statements are rectangles of such
//! pairs. A rectangle for each consumer repeats what consumers share, so the pairs are also put together by who shares the same patterns,
//! and by which patterns are shared by the same; the shortest of these is taken. All of them say the same, of names and accounts to come
//! too: an account is only left out where its unit is let in as far, and no unit takes the place of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wharf_aws::{Arn, Region};

use super::{Ids, role_arn};
use crate::company::Company;
use crate::pattern::Pattern;

/// A grantee: an account, a unit or a role that is let in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// All of an account, as far as its own policies let them.
    Account(usize),
    /// All of a unit and of those below it.
    Unit(usize),
    /// A role of an account.
    Role(usize, String),
}

/// What a grant is for; grants of one kind have the same actions and the same sort of principals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    AccountsPull,
    UnitsPull,
    Push,
    Pull,
    Create,
}

impl Kind {
    const ALL: [Kind; 5] = [
        Kind::AccountsPull,
        Kind::UnitsPull,
        Kind::Push,
        Kind::Pull,
        Kind::Create,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Kind::AccountsPull => "AccountsPull",
            Kind::UnitsPull => "UnitsPull",
            Kind::Push => "Push",
            Kind::Pull => "Pull",
            Kind::Create => "Create",
        }
    }

    fn actions(self) -> Vec<&'static str> {
        match self {
            Kind::AccountsPull | Kind::UnitsPull | Kind::Pull => super::PULL.to_vec(),
            Kind::Push => super::push_actions(),
            Kind::Create => vec!["ecr:CreateRepository"],
        }
    }

    /// Whether a repository's own policy can say it: there is none before the repository is there.
    fn is_of_a_repository(self) -> bool {
        self != Kind::Create
    }
}

/// Some who may do something with the names of some patterns.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) kind: Kind,
    /// The consumers or builders that ask for it.
    pub(super) by: Vec<String>,
    pub(super) who: Vec<Who>,
    pub(super) patterns: Vec<Pattern>,
}

/// A statement of a registry's policy.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) value: Value,
    /// The patterns of its resources, where it may stand in the policies of the repositories that they cover instead.
    pub(super) patterns: Option<Vec<Pattern>>,
}

/// Where a registry is.
pub(super) struct Place<'a> {
    pub(super) company: &'a Company,
    pub(super) ids: &'a Ids,
    pub(super) account: usize,
    pub(super) region: &'a Region,
}

impl Place<'_> {
    pub(super) fn resources(&self, patterns: &[Pattern]) -> Value {
        let account = &self.ids.accounts[self.account];
        let arn = |pattern: &Pattern| Arn::repository_text(self.region, account, pattern.as_str());
        one_or_more(patterns.iter().map(arn).collect())
    }

    pub(super) fn statement(&self, grant: &Grant) -> Statement {
        let mut value = json!({"Sid": sid(grant), "Effect": "Allow", "Action": grant.kind.actions(),
            "Resource": self.resources(&grant.patterns)});
        let named = grant.who.iter().filter_map(|who| match who {
            Who::Account(at) => Some(self.ids.accounts[*at].to_string()),
            Who::Role(at, name) => Some(role_arn(&self.ids.accounts[*at], name)),
            Who::Unit(_) => None,
        });
        let paths = grant.who.iter().filter_map(|who| match who {
            Who::Unit(unit) => Some(self.ids.path(self.company, Some(*unit)) + "*"),
            _ => None,
        });
        match grant.kind {
            Kind::UnitsPull => {
                value["Principal"] = json!("*");
                let paths = one_or_more(paths.collect());
                value["Condition"] = json!({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": paths}});
            }
            _ => value["Principal"] = json!({"AWS": one_or_more(named.collect())}),
        }
        Statement {
            value,
            patterns: grant.kind.is_of_a_repository().then(|| grant.patterns.clone()),
        }
    }
}

/// A single value, or a list of several.
pub(super) fn one_or_more(mut values: Vec<String>) -> Value {
    match values.len() {
        1 => Value::String(values.remove(0)),
        _ => json!(values),
    }
}

/// What a statement is called: after the one that asks for it.
fn sid(grant: &Grant) -> String {
    let letters = |name: &String| -> String { name.chars().filter(char::is_ascii_alphanumeric).collect() };
    let first = grant.by.first().map(letters).unwrap_or_default();
    let what = grant.kind.as_str();
    match grant.by.len().saturating_sub(1) {
        0 => format!("{first}{what}"),
        more => format!("{first}And{more}More{what}"),
    }
}

/// Gives each statement a name that no other has.
pub(super) fn distinguish(statements: &mut [Statement]) {
    let mut taken = BTreeSet::new();
    for statement in statements {
        let wanted = statement.value["Sid"].as_str().unwrap_or_default().to_owned();
        let mut names = std::iter::once(wanted.clone()).chain((2_u32..).map(|at| format!("{wanted}{at}")));
        if let Some(free) = names.find(|name| !taken.contains(name)) {
            statement.value["Sid"] = json!(free);
            taken.insert(free);
        }
    }
}

/// The statements of grants, in the shortest way.
pub(super) fn compact(place: &Place<'_>, grants: &[Grant]) -> Vec<Statement> {
    let units = units_let_in(grants);
    let mut statements = Vec::new();
    for kind in Kind::ALL {
        let as_asked: Vec<&Grant> = grants.iter().filter(|grant| grant.kind == kind).collect();
        let pairs = pairs(place.company, &as_asked, &units);
        let ways = [
            as_asked.into_iter().cloned().collect(),
            by_patterns(kind, &pairs),
            by_principals(kind, &pairs),
        ];
        let written = ways.map(|grants: Vec<Grant>| -> Vec<Statement> {
            grants.iter().map(|grant| place.statement(grant)).collect()
        });
        let length = |way: &Vec<Statement>| {
            let lengths = way.iter().map(|statement| statement.value.to_string().len() + 1);
            lengths.sum::<usize>()
        };
        // Of equal ones the first, which is as the file has it.
        statements.extend(written.into_iter().min_by_key(length).unwrap_or_default());
    }
    statements
}

/// The patterns that each unit is let in for.
fn units_let_in(grants: &[Grant]) -> BTreeMap<usize, Vec<&Pattern>> {
    let mut units: BTreeMap<usize, Vec<&Pattern>> = BTreeMap::new();
    for grant in grants {
        for who in &grant.who {
            if let Who::Unit(unit) = who {
                units.entry(*unit).or_default().extend(&grant.patterns);
            }
        }
    }
    units
}

/// A grantee, the patterns, and which consumer or builder asks for it.
type Pairs<'a> = BTreeMap<&'a Who, BTreeMap<&'a Pattern, Vec<&'a String>>>;

/// All pairs of a grantee and a pattern, but those that others include.
fn pairs<'a>(company: &Company, grants: &[&'a Grant], units: &BTreeMap<usize, Vec<&Pattern>>) -> Pairs<'a> {
    let mut pairs: Pairs<'a> = BTreeMap::new();
    for grant in grants {
        for who in &grant.who {
            let patterns = pairs.entry(who).or_default();
            for pattern in &grant.patterns {
                patterns.entry(pattern).or_default().extend(&grant.by);
            }
        }
    }
    for (who, patterns) in &mut pairs {
        let above = above(company, who);
        let by_units = above
            .iter()
            .flat_map(|unit| units.get(unit).into_iter().flatten());
        let by_units: Vec<&Pattern> = by_units.copied().collect();
        let own: Vec<&Pattern> = patterns.keys().copied().collect();
        patterns.retain(|pattern, _| {
            let is_wider = |other: &&&Pattern| **other != *pattern && other.includes(pattern);
            let is_within = by_units.iter().any(|other| other.includes(pattern))
                || own.iter().any(|other| is_wider(&other));
            !is_within
        });
    }
    pairs.retain(|_, patterns| !patterns.is_empty());
    pairs
}

/// The units whose grants include those of a grantee: those above.
fn above(company: &Company, who: &Who) -> Vec<usize> {
    let mut at = match who {
        Who::Account(account) => company.accounts[*account].unit,
        Who::Unit(unit) => company.units[*unit].parent,
        Who::Role(..) => None,
    };
    let mut above = Vec::new();
    while let Some(unit) = at {
        above.push(unit);
        at = company.units[unit].parent;
    }
    above
}

/// Those with the same patterns together.
fn by_patterns(kind: Kind, pairs: &Pairs<'_>) -> Vec<Grant> {
    let mut groups: BTreeMap<Vec<&Pattern>, (Vec<&Who>, BTreeSet<&String>)> = BTreeMap::new();
    for (who, patterns) in pairs {
        let (whos, by) = groups.entry(patterns.keys().copied().collect()).or_default();
        whos.push(who);
        by.extend(patterns.values().flatten());
    }
    let grant = |(patterns, (who, by)): (Vec<&Pattern>, (Vec<&Who>, BTreeSet<&String>))| Grant {
        kind,
        by: by.into_iter().cloned().collect(),
        who: who.into_iter().cloned().collect(),
        patterns: patterns.into_iter().cloned().collect(),
    };
    groups.into_iter().map(grant).collect()
}

/// Patterns that the same have together: what many share is said once.
fn by_principals(kind: Kind, pairs: &Pairs<'_>) -> Vec<Grant> {
    let mut columns: BTreeMap<&Pattern, (Vec<&Who>, BTreeSet<&String>)> = BTreeMap::new();
    for (who, patterns) in pairs {
        for (pattern, asked) in patterns {
            let (whos, by) = columns.entry(pattern).or_default();
            whos.push(who);
            by.extend(asked);
        }
    }
    let mut groups: BTreeMap<Vec<&Who>, (Vec<&Pattern>, BTreeSet<&String>)> = BTreeMap::new();
    for (pattern, (whos, asked)) in columns {
        let (patterns, by) = groups.entry(whos).or_default();
        patterns.push(pattern);
        by.extend(asked);
    }
    let grant = |(who, (patterns, by)): (Vec<&Who>, (Vec<&Pattern>, BTreeSet<&String>))| Grant {
        kind,
        by: by.into_iter().cloned().collect(),
        who: who.into_iter().cloned().collect(),
        patterns: patterns.into_iter().cloned().collect(),
    };
    groups.into_iter().map(grant).collect()
}
