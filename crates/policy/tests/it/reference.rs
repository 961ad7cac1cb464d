//! A second evaluator, written down from the documented rules as literally as can be (IAM User Guide, *Policy evaluation
//! logic*, *Condition operators*, *AWS JSON policy elements*): it reads the JSON of a case itself, keeps nothing compiled
//! and matches globs letter by letter. It shares no code with the crate.
//!
//! Each rule can be broken by a [`Mutant`], to see that the cases tell the difference.

use serde_json::Value;

/// A rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutant {
    DenyDoesNotWin,
    BoundaryIsIgnored,
    BoundaryGrants,
    SessionIsIgnored,
    SessionGrants,
    FederatedIsFree,
    ScpOneLevelSuffices,
    ScpIsIgnored,
    ScpGrants,
    RcpDenyIsIgnored,
    ForeignNeedsNoIdentity,
    ForeignNeedsNoResource,
    AccountIsADirectGrant,
    UnderlyingIgnoresBoundary,
    DirectNeedsBoundary,
    RootNeedsIdentity,
    TrustNeedsNoResource,
    NotActionIsAction,
    NotResourceIsResource,
    NegatedMissingIsFalse,
    IfExistsIsIgnored,
    ForAllEmptyIsFalse,
    ForAnyEmptyIsTrue,
    OneConditionSuffices,
    ValuesAreAnded,
    LikeIsEquals,
    ActionsAreCaseSensitive,
    VariablesAreText,
    OneReadingAllows,
    EveryReadingDenies,
    FirstReadingIsTheVariable,
}

pub(crate) const MUTANTS: &[Mutant] = {
    use Mutant::*;
    &[
        DenyDoesNotWin,
        BoundaryIsIgnored,
        BoundaryGrants,
        SessionIsIgnored,
        SessionGrants,
        FederatedIsFree,
        ScpOneLevelSuffices,
        ScpIsIgnored,
        ScpGrants,
        RcpDenyIsIgnored,
        ForeignNeedsNoIdentity,
        ForeignNeedsNoResource,
        AccountIsADirectGrant,
        UnderlyingIgnoresBoundary,
        DirectNeedsBoundary,
        RootNeedsIdentity,
        TrustNeedsNoResource,
        NotActionIsAction,
        NotResourceIsResource,
        NegatedMissingIsFalse,
        IfExistsIsIgnored,
        ForAllEmptyIsFalse,
        ForAnyEmptyIsTrue,
        OneConditionSuffices,
        ValuesAreAnded,
        LikeIsEquals,
        ActionsAreCaseSensitive,
        VariablesAreText,
        OneReadingAllows,
        EveryReadingDenies,
        FirstReadingIsTheVariable,
    ]
};

/// How closely a `Principal` means the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Account,
    Underlying,
    Direct,
}

pub(crate) struct Reference<'a> {
    case: &'a Value,
    mutant: Option<Mutant>,
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

fn texts(value: &Value) -> Vec<&str> {
    list(value)
        .into_iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

/// Whether the whole text matches: `*` is any run, `?` one character.
fn glob(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => text.is_empty(),
        Some('*') => {
            let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            starts.any(|at| glob(rest.as_str(), &text[at..]))
        }
        Some(wanted) => {
            let mut characters = text.chars();
            let fits = characters
                .next()
                .is_some_and(|found| wanted == '?' || wanted == found);
            fits && glob(rest.as_str(), characters.as_str())
        }
    }
}

impl<'a> Reference<'a> {
    pub(crate) fn new(case: &'a Value, mutant: Option<Mutant>) -> Self {
        Reference { case, mutant }
    }

    fn is(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    fn text(&self, pointer: &str) -> &'a str {
        self.case
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`.
    pub(crate) fn decide(&self) -> &'static str {
        let case = self.case;
        let identity = list(&case["identityPolicies"]);
        let resource = list(&case["resourcePolicy"]);
        let boundaries = list(&case["permissionBoundaries"]);
        let sessions = list(&case["sessionPolicies"]);
        let scps: Vec<Vec<&Value>> = list(&case["scps"]).into_iter().map(list).collect();
        let rcps: Vec<Vec<&Value>> = list(&case["rcps"]).into_iter().map(list).collect();
        let is_service = self.text("/principal/type") == "Service";
        let denies = |policies: &[&Value]| self.class_of(policies, "Deny").is_some();
        let allows = |policies: &[&Value]| self.class_of(policies, "Allow").is_some();

        // 1. An explicit deny in any policy that has to do with the request.
        let rcp_denies = !self.is(Mutant::RcpDenyIsIgnored) && rcps.iter().any(|level| denies(level));
        let own_denies = !is_service
            && (scps.iter().any(|level| denies(level))
                || denies(&identity)
                || denies(&boundaries)
                || denies(&sessions));
        if !self.is(Mutant::DenyDoesNotWin) && (rcp_denies || own_denies || denies(&resource)) {
            return "ExplicitlyDenied";
        }
        let grant = self.class_of(&resource, "Allow");
        if is_service {
            return if grant.is_some() {
                "Allowed"
            } else {
                "ImplicitlyDenied"
            };
        }
        // 3. Every level of service control policies.
        let mut levels = scps.iter().map(|level| allows(level));
        let scp_ok = match self.mutant {
            Some(Mutant::ScpIsIgnored) => true,
            Some(Mutant::ScpOneLevelSuffices) => scps.is_empty() || levels.any(|allowed| allowed),
            Some(Mutant::ScpGrants) if !scps.is_empty() && scps.iter().all(|level| allows(level)) => {
                return "Allowed";
            }
            _ => levels.all(|allowed| allowed),
        };
        if !scp_ok {
            return "ImplicitlyDenied";
        }
        let boundary_ok =
            self.is(Mutant::BoundaryIsIgnored) || boundaries.iter().all(|boundary| allows(&[*boundary]));
        // A federated user has nothing of the user's without a session policy.
        let is_free = sessions.is_empty()
            && (self.text("/principal/type") != "FederatedUser" || self.is(Mutant::FederatedIsFree));
        let session_ok = self.is(Mutant::SessionIsIgnored) || is_free || allows(&sessions);
        let is_root = self.text("/principal/type") == "Root" && !self.is(Mutant::RootNeedsIdentity);
        let identity_ok = is_root
            || allows(&identity)
            || (self.is(Mutant::BoundaryGrants) && allows(&boundaries))
            || (self.is(Mutant::SessionGrants) && allows(&sessions));
        let is_trust = self.text("/action").eq_ignore_ascii_case("sts:AssumeRole");
        let allowed = if self.text("/principal/accountId") == self.text("/resource/accountId") {
            // 4. One account.
            let direct = grant == Some(Class::Direct)
                || (self.is(Mutant::AccountIsADirectGrant) && grant == Some(Class::Account));
            let underlying = grant == Some(Class::Underlying);
            let by_identity = match is_trust && !self.is(Mutant::TrustNeedsNoResource) {
                true => identity_ok && grant == Some(Class::Account),
                false => identity_ok,
            };
            (direct && (boundary_ok || !self.is(Mutant::DirectNeedsBoundary)))
                || (underlying && self.is(Mutant::UnderlyingIgnoresBoundary))
                || ((underlying || by_identity) && boundary_ok && session_ok)
        } else {
            // 5. Two accounts: both say so.
            (grant.is_some() || self.is(Mutant::ForeignNeedsNoResource))
                && (identity_ok || self.is(Mutant::ForeignNeedsNoIdentity))
                && boundary_ok
                && session_ok
        };
        if allowed { "Allowed" } else { "ImplicitlyDenied" }
    }

    /// The closest class of the statements with this effect that apply.
    fn class_of(&self, policies: &[&Value], effect: &str) -> Option<Class> {
        let statements = policies.iter().flat_map(|policy| list(&policy["Statement"]));
        let of_effect = statements.filter(|statement| statement["Effect"] == effect);
        of_effect.filter_map(|statement| self.applies(statement)).max()
    }

    fn applies(&self, statement: &Value) -> Option<Class> {
        let action = |pattern: &str| {
            if self.is(Mutant::ActionsAreCaseSensitive) {
                return glob(pattern, self.text("/action"));
            }
            glob(&pattern.to_lowercase(), &self.text("/action").to_lowercase())
        };
        let acted = match statement.get("NotAction") {
            Some(not) if !self.is(Mutant::NotActionIsAction) => !texts(not).into_iter().any(action),
            Some(not) => texts(not).into_iter().any(action),
            None => texts(&statement["Action"]).into_iter().any(action),
        };
        // An Allow must cover the resource with each value of a variable, a Deny with one.
        let allows = statement["Effect"] == "Allow";
        let every = allows != statement.get("NotResource").is_some();
        let covers = |pattern: &str| {
            let covers = |pattern: &Option<String>| {
                let pattern = pattern.as_ref();
                pattern.is_some_and(|pattern| glob(pattern, self.text("/resource/arn")))
            };
            let mut expanded = self.expand(pattern);
            if self.is(Mutant::FirstReadingIsTheVariable) {
                expanded.truncate(1);
            }
            match every {
                true => expanded.iter().all(covers),
                false => expanded.iter().any(covers),
            }
        };
        let on = match (statement.get("Resource"), statement.get("NotResource")) {
            (_, Some(not)) if !self.is(Mutant::NotResourceIsResource) => !texts(not).into_iter().any(covers),
            (_, Some(not)) => texts(not).into_iter().any(covers),
            (Some(resource), None) => texts(resource).into_iter().any(covers),
            (None, None) => true,
        };
        let class = match statement.get("Principal") {
            None => Some(Class::Direct),
            Some(principal) => self.means(principal),
        };
        let pairs: Vec<bool> = match statement.get("Condition") {
            None => Vec::new(),
            Some(block) => block
                .as_object()
                .unwrap()
                .iter()
                .flat_map(|(operator, keys)| {
                    keys.as_object().unwrap().iter().map(move |pair| (operator, pair))
                })
                .map(|(operator, (key, values))| self.holds_for(allows, operator, key, &texts(values)))
                .collect(),
        };
        let conditions = match self.is(Mutant::OneConditionSuffices) && !pairs.is_empty() {
            true => pairs.iter().any(|holds| *holds),
            false => pairs.iter().all(|holds| *holds),
        };
        class.filter(|_| acted && on && conditions)
    }

    fn means(&self, principal: &Value) -> Option<Class> {
        if principal == "*" {
            return Some(Class::Direct);
        }
        let account = self.text("/principal/accountId");
        let one = |(kind, named): (&String, &str)| match kind.as_str() {
            "AWS" if named == "*" => Some(Class::Direct),
            "Service" => (named == self.text("/principal/arn")).then_some(Class::Direct),
            _ if self.text("/principal/type") == "Service" => None,
            _ if named == account || named == format!("arn:aws:iam::{account}:root") => Some(Class::Account),
            _ if named == self.text("/principal/arn") => Some(Class::Direct),
            _ if named == self.text("/principal/roleArn") => Some(Class::Underlying),
            _ if named == self.text("/principal/userArn") => Some(Class::Underlying),
            _ => None,
        };
        let members = principal.as_object().unwrap().iter();
        let named = members.flat_map(|(kind, names)| texts(names).into_iter().map(move |name| (kind, name)));
        named.filter_map(one).max()
    }

    /// A pattern with its variables, for each value that they may stand for; `None` when one has no value.
    fn expand(&self, pattern: &str) -> Vec<Option<String>> {
        let variable = "${aws:PrincipalTag/team}";
        if !pattern.contains(variable) || self.is(Mutant::VariablesAreText) {
            return vec![Some(pattern.to_owned())];
        }
        let readings = self.request("aws:PrincipalTag/team");
        if readings.is_empty() {
            return vec![None];
        }
        let expanded = readings.iter().map(|values| match values.as_slice() {
            [value] => Some(pattern.replace(variable, value)),
            _ => None,
        });
        expanded.collect()
    }

    /// What a key may be: the values of each of its spellings.
    fn request(&self, key: &str) -> Vec<Vec<&'a str>> {
        let context = self.case["context"].as_object().unwrap();
        let found = context.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, values)| texts(values)).collect()
    }

    /// An Allow must be right with each spelling, a Deny with one. So it is with several values where the operator
    /// expects one.
    fn holds_for(&self, allows: bool, operator: &str, key: &str, wanted: &[&str]) -> bool {
        let mut readings = self.request(key);
        if readings.is_empty() {
            readings.push(Vec::new());
        }
        if !operator.contains(':') {
            let single = |values: Vec<&'a str>| match values.is_empty() {
                true => vec![values],
                false => values.into_iter().map(|value| vec![value]).collect(),
            };
            readings = readings.into_iter().flat_map(single).collect();
        }
        let every = match allows {
            true => !self.is(Mutant::OneReadingAllows),
            false => self.is(Mutant::EveryReadingDenies),
        };
        let mut held = readings.iter().map(|values| self.holds(operator, values, wanted));
        match every {
            true => held.all(|held| held),
            false => held.any(|held| held),
        }
    }

    fn holds(&self, operator: &str, values: &[&str], wanted: &[&str]) -> bool {
        if operator == "Null" {
            return wanted
                .iter()
                .any(|wanted| (*wanted == "true") == values.is_empty());
        }
        let (set, operator) = match operator.split_once(':') {
            Some((set, rest)) => (set, rest),
            None => ("", operator),
        };
        let if_exists = operator.ends_with("IfExists") && !self.is(Mutant::IfExistsIsIgnored);
        let operator = operator.trim_end_matches("IfExists");
        let negated = operator.contains("Not");
        if values.is_empty() {
            return match set {
                "ForAllValues" => !self.is(Mutant::ForAllEmptyIsFalse),
                "ForAnyValue" => if_exists || self.is(Mutant::ForAnyEmptyIsTrue),
                _ => if_exists || (negated && !self.is(Mutant::NegatedMissingIsFalse)),
            };
        }
        let one = |value: &str, wanted: &str| -> bool {
            match operator.replace("Not", "").as_str() {
                "StringEquals" => value == wanted,
                "StringEqualsIgnoreCase" => value.to_lowercase() == wanted.to_lowercase(),
                "StringLike" | "ArnLike" if self.is(Mutant::LikeIsEquals) => value == wanted,
                "StringLike" => glob(wanted, value),
                "Bool" => value.eq_ignore_ascii_case(wanted),
                "NumericEquals" => value.parse::<i64>().unwrap() == wanted.parse::<i64>().unwrap(),
                "NumericLessThan" => value.parse::<i64>().unwrap() < wanted.parse::<i64>().unwrap(),
                "NumericGreaterThanEquals" => value.parse::<i64>().unwrap() >= wanted.parse::<i64>().unwrap(),
                other => panic!("the cases have no {other}"),
            }
        };
        let test = |value: &&str| match self.is(Mutant::ValuesAreAnded) {
            true => wanted.iter().all(|wanted| one(value, wanted) != negated),
            false => wanted.iter().any(|wanted| one(value, wanted)) != negated,
        };
        match set {
            "ForAllValues" => values.iter().all(test),
            "ForAnyValue" => values.iter().any(&test),
            _ => values.iter().all(test),
        }
    }
}
