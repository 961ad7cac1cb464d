//! What if: facts with other numbers.

use super::facts::Facts;
use crate::volume;

/// What can be supposed of a company besides its volumes, and how many of each at most: more is no company.
const COUNTS: [(&str, u64); 7] = [
    ("teams", 100_000),
    ("platform_teams", 100_000),
    ("units", 10_000),
    ("accounts", 100_000),
    ("production_accounts", 100_000),
    ("regions", 100),
    ("repositories", 10_000_000),
];

/// The facts with other numbers, as `teams=60,regions=3` says them. Further teams come with platforms of their own, and everything
/// works in further Regions; each account has as many networks in each as before. Volumes that were assumed follow from the new numbers.
pub fn suppose(facts: &Facts, text: &str) -> Result<Facts, String> {
    let mut supposed = facts.clone();
    let (mut counts, mut volumes) = (Vec::new(), Vec::new());
    for part in text.split(',') {
        let (key, value) = part
            .split_once('=')
            .ok_or_else(|| format!("{part} is no supposition: it reads like teams=60,regions=3"))?;
        let (key, value) = (key.trim(), value.trim());
        match volume::of(key) {
            Some(volume) => volumes.push((volume.key, value)),
            None => counts.push((key, value)),
        }
    }
    // What is a part of something comes behind it, in whichever order they are said.
    counts.sort_by_key(|(key, _)| COUNTS.iter().position(|(known, _)| known == key));
    let says_accounts = counts.iter().any(|(key, _)| *key == "accounts");
    for (key, value) in counts {
        supposed = counted(supposed, key, value, says_accounts)?;
    }
    // Behind the counts, which change the networks.
    for (key, value) in volumes {
        amount(&mut supposed, key, value)?;
    }
    supposed.volumes = supposed
        .volumes
        .assuming(&supposed.assumed, supposed.repositories, supposed.sites);
    Ok(supposed)
}

fn counted(facts: Facts, key: &str, value: &str, says_accounts: bool) -> Result<Facts, String> {
    let Some((_, most)) = COUNTS.iter().find(|(known, _)| *known == key) else {
        let counts = COUNTS.iter().map(|(known, _)| *known);
        let known = counts.chain(volume::VOLUMES.iter().map(|volume| volume.key));
        let known: Vec<&str> = known.collect();
        return Err(format!(
            "{key} cannot be supposed; what can: {}",
            known.join(", ")
        ));
    };
    let number = whole(key, value)?;
    if number > *most {
        return Err(format!("{key} is at most {most}, not {value}"));
    }
    if number == 0 && !matches!(key, "platform_teams" | "units" | "repositories") {
        return Err(format!("{key} is at least 1"));
    }
    Ok(match key {
        "teams" => facts.with_teams(number),
        "platform_teams" if number > facts.teams => {
            return Err(format!(
                "{number} platform_teams are more than all {} teams",
                facts.teams
            ));
        }
        "platform_teams" => Facts {
            platform_teams: number,
            ..facts
        },
        "units" => facts.with_units(number),
        "accounts" => facts.with_accounts(number, facts.production_accounts.min(number)),
        "production_accounts" if says_accounts && number > facts.workload_accounts => {
            return Err(format!(
                "{number} production_accounts are more than all {} accounts",
                facts.workload_accounts
            ));
        }
        "production_accounts" if says_accounts => facts.with_accounts(facts.workload_accounts, number),
        // The other kind of accounts stays as it is.
        "production_accounts" => facts.with_accounts(facts.other_accounts().saturating_add(number), number),
        "regions" if facts.resident => {
            return Err(
                "whether images may be in a further Region is for the file to say: name it there".to_owned(),
            );
        }
        "regions" => facts.with_regions(number),
        _ => Facts {
            repositories: number,
            ..facts
        },
    })
}

/// A whole number; digits alone are one, however many.
fn whole(key: &str, value: &str) -> Result<u64, String> {
    match value.parse::<u64>() {
        Ok(number) => Ok(number),
        Err(_) if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => Ok(u64::MAX),
        Err(_) => Err(format!("{key} is a whole number, not {value}")),
    }
}

fn amount(facts: &mut Facts, key: &'static str, value: &str) -> Result<(), String> {
    let amount = value.parse::<f64>().ok().filter(|amount| !amount.is_nan());
    let amount = amount.ok_or_else(|| format!("{key} is a number, not {value}"))?;
    if let Some(refused) = volume::of(key).and_then(|volume| volume.refuses(amount)) {
        return Err(refused);
    }
    let volumes = &mut facts.volumes;
    match key {
        "image_gb" => volumes.image_gb = amount,
        "new_gb_per_push" => volumes.new_gb_per_push = amount,
        "promoted" => volumes.promoted = amount,
        "images" => volumes.images = whole(key, value)?,
        "pushes" => volumes.pushes = whole(key, value)?,
        "pulls" => volumes.pulls = whole(key, value)?,
        "networks" => volumes.networks = whole(key, value)?,
        _ => volumes.scans = whole(key, value)?,
    }
    facts.assumed.retain(|assumed| *assumed != key);
    Ok(())
}
