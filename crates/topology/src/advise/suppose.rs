//! What if: facts with other numbers.

use super::facts::Facts;
use crate::company::Volumes;

/// What can be supposed.
const KEYS: &str = "teams, platform_teams, units, accounts, production_accounts, regions, repositories, images, pushes, pulls, \
                    image_gb, new_gb_per_push, promoted, networks, scans";

/// More of anything is no company.
const MOST: u64 = 1_000_000_000_000;
const MOST_GB: f64 = 1e12;

/// The facts with other numbers, as `teams=60,regions=3` says them. Further teams come with platforms of their own, and everything
/// works in further Regions; each account has as many networks in each as before.
pub fn suppose(facts: &Facts, text: &str) -> Result<Facts, String> {
    let mut supposed = facts.clone();
    for part in text.split(',') {
        let (key, value) = part
            .split_once('=')
            .ok_or_else(|| format!("{part} is no supposition: it reads like teams=60,regions=3"))?;
        let (key, value) = (key.trim(), value.trim());
        supposed = one(supposed, key, value)?;
    }
    Ok(supposed)
}

fn one(facts: Facts, key: &str, value: &str) -> Result<Facts, String> {
    let whole = || match value.parse::<u64>() {
        Ok(number) if number <= MOST => Ok(number),
        // Digits alone are a number, however many.
        _ if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(format!("{key} is at most {MOST}, not {value}"))
        }
        _ => Err(format!("{key} is a whole number, not {value}")),
    };
    let amount = || match value.parse::<f64>() {
        Ok(number) if (0.0..=MOST_GB).contains(&number) => Ok(number),
        Ok(number) if number > MOST_GB => Err(format!("{key} is at most {MOST_GB}, not {value}")),
        Ok(number) if number < 0.0 => Err(format!("{key} is at least 0, not {value}")),
        _ => Err(format!("{key} is a number, not {value}")),
    };
    let at_least_one = || match whole()? {
        0 => Err(format!("{key} is at least 1")),
        number => Ok(number),
    };
    let volumes = facts.volumes;
    let with_volumes = |volumes: Volumes| Facts {
        volumes,
        ..facts.clone()
    };
    Ok(match key {
        "teams" => facts.with_teams(at_least_one()?),
        "platform_teams" => Facts {
            platform_teams: whole()?.min(facts.teams),
            ..facts
        },
        "units" => facts.with_units(whole()?),
        "accounts" | "production_accounts" => accounts(&facts, key, at_least_one()?),
        "regions" if facts.resident => {
            return Err(
                "whether images may be in a further Region is for the file to say: name it there".to_owned(),
            );
        }
        "regions" => facts.with_regions(at_least_one()?),
        "repositories" => Facts {
            repositories: whole()?,
            ..facts
        },
        "images" => with_volumes(Volumes {
            images: whole()?,
            ..volumes
        }),
        "pushes" => with_volumes(Volumes {
            pushes: whole()?,
            ..volumes
        }),
        "pulls" => with_volumes(Volumes {
            pulls: whole()?,
            ..volumes
        }),
        "networks" => with_volumes(Volumes {
            networks: whole()?,
            ..volumes
        }),
        "scans" => with_volumes(Volumes {
            scans: whole()?,
            ..volumes
        }),
        "image_gb" => with_volumes(Volumes {
            image_gb: amount()?,
            ..volumes
        }),
        "new_gb_per_push" => with_volumes(Volumes {
            new_gb_per_push: amount()?,
            ..volumes
        }),
        "promoted" => match amount()? {
            promoted if promoted <= 1.0 => with_volumes(Volumes { promoted, ..volumes }),
            _ => return Err("promoted is a share, from 0 to 1".to_owned()),
        },
        _ => return Err(format!("{key} cannot be supposed; what can: {KEYS}")),
    })
}

/// With so many accounts; the other kind of accounts stays as it is.
fn accounts(facts: &Facts, key: &str, number: u64) -> Facts {
    match key {
        "accounts" => facts.with_accounts(number, facts.production_accounts.min(number)),
        _ => facts.with_accounts(facts.other_accounts().saturating_add(number), number),
    }
}
