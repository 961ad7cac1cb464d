//! Assertions: `ci may push team/*`, `account dev, unit sandbox may not delete *`, `only ci may push *`.

use super::problems::{Problems, meant};
use super::shape::Text;
use crate::assertion::{Action, Assertion, Party, Verb};
use crate::company::Company;
use crate::pattern::Pattern;

const FORM: &str = "an assertion reads `[only] WHO, … may [not] ACTION, … PATTERN [in ACCOUNT]`, with pull, push, delete or administer";

pub(super) fn parse(problems: &mut Problems, company: &Company, text: &Text) -> Option<Assertion> {
    match read(company, &text.value) {
        Ok(mut assertion) => {
            assertion.line = text.referenced.line();
            Some(assertion)
        }
        Err(message) => {
            problems.add(text, message);
            None
        }
    }
}

fn read(company: &Company, text: &str) -> Result<Assertion, String> {
    let (who, what) = text.split_once(" may ").ok_or(FORM)?;
    let (who, only) = match who.strip_prefix("only ") {
        Some(who) => (who, true),
        None => (who, false),
    };
    let (what, verb) = match what.strip_prefix("not ") {
        Some(what) => (what, Verb::MayNot),
        None => (what, Verb::May),
    };
    if only && verb == Verb::MayNot {
        return Err("`only … may not` says nothing of the others: leave `only` out".to_owned());
    }
    let (what, registry) = match what.rsplit_once(" in ") {
        None => (what, None),
        Some((what, name)) => {
            let found = company
                .accounts
                .iter()
                .position(|account| account.name == name.trim());
            (what, Some(found.ok_or_else(|| no_account(company, name.trim()))?))
        }
    };
    let (actions, pattern) = what.trim().rsplit_once(' ').ok_or(FORM)?;
    let pattern =
        Pattern::parse(pattern).ok_or_else(|| format!("{pattern} is no pattern of repository names"))?;
    Ok(Assertion {
        text: text.to_owned(),
        line: 0,
        only,
        parties: words(who)
            .map(|who| party(company, who))
            .collect::<Result<_, _>>()?,
        verb,
        actions: words(actions).map(action).collect::<Result<_, _>>()?,
        pattern,
        registry,
    })
}

fn no_account(company: &Company, name: &str) -> String {
    let names: Vec<&String> = company.accounts.iter().map(|account| &account.name).collect();
    format!("there is no account {name}{}", meant(name, &names))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim)
}

fn action(word: &str) -> Result<Action, String> {
    let found = Action::ALL.into_iter().find(|action| action.as_str() == word);
    found.ok_or_else(|| {
        let hint = meant(word, &Action::ALL.map(Action::as_str));
        format!("{word} is no action: pull, push, delete, administer{hint}")
    })
}

fn party(company: &Company, who: &str) -> Result<Party, String> {
    let account = |name: &str| company.accounts.iter().position(|account| account.name == name);
    let unit = |name: &str| company.units.iter().position(|unit| unit.name == name);
    if who == "outsiders" {
        return Ok(Party::Outsiders);
    }
    if let Some(name) = who.strip_prefix("account ") {
        return account(name)
            .map(Party::Account)
            .ok_or_else(|| no_account(company, name));
    }
    if let Some(name) = who.strip_prefix("unit ") {
        return unit(name).map(Party::Unit).ok_or_else(|| {
            let names: Vec<&String> = company.units.iter().map(|unit| &unit.name).collect();
            format!("there is no unit {name}{}", meant(name, &names))
        });
    }
    let builder = company.builders.iter().position(|builder| builder.name == who);
    let consumer = company.consumers.iter().position(|consumer| consumer.name == who);
    match (builder, consumer) {
        (Some(at), _) => Ok(Party::Builder(at)),
        (_, Some(at)) => Ok(Party::Consumer(at)),
        _ if account(who).is_some() => Err(format!("{who} is an account: say `account {who}`")),
        _ if unit(who).is_some() => Err(format!("{who} is a unit: say `unit {who}`")),
        _ => {
            let builders = company.builders.iter().map(|builder| builder.name.as_str());
            let consumers = company.consumers.iter().map(|consumer| consumer.name.as_str());
            let names: Vec<&str> = builders.chain(consumers).chain(["outsiders"]).collect();
            Err(format!(
                "there is no {who}: a builder, a consumer, `account NAME`, `unit NAME` or `outsiders`{}",
                meant(who, &names)
            ))
        }
    }
}
