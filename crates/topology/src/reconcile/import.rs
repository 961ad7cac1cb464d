//! An organization file from a live organization: its units, its accounts, the repositories in them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use serde_json::{Value, json};
use wharf_aws::Region;

use super::text;
use crate::desired::{ADMINISTRATOR_ROLE, role_arn};
use crate::live::{Client, Identity, LiveError, Service};

/// An account as it was found.
struct Account {
    id: String,
    name: String,
    unit: Option<String>,
    is_management: bool,
    /// By Region; nothing when it could not be entered.
    repositories: Option<BTreeMap<String, Vec<Value>>>,
}

/// Reads the organization of the client's account, and what is in the registries of these Regions; the file's text. Says how many of
/// all accounts it has looked into.
pub async fn import(
    client: &Client,
    regions: &[Region],
    looked: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<String, LiveError> {
    let organization = client
        .call(Service::Organizations, "DescribeOrganization", json!({}))
        .await?;
    let management = text(&organization["Organization"], "MasterAccountId");
    let roots = client
        .list(Service::Organizations, "ListRoots", json!({}), "Roots")
        .await?;
    let root = roots.first().map(|root| text(root, "Id")).unwrap_or_default();
    // Units from the root down, each with a name of its own.
    let mut units: Vec<(String, Option<String>)> = Vec::new();
    let mut accounts = Vec::new();
    let mut open: Vec<(String, Option<String>)> = vec![(root, None)];
    let mut taken = BTreeSet::new();
    while let Some((parent, unit)) = open.pop() {
        let input = json!({"ParentId": parent});
        let below = "ListOrganizationalUnitsForParent";
        for child in client
            .list(
                Service::Organizations,
                below,
                input.clone(),
                "OrganizationalUnits",
            )
            .await?
        {
            let name = unique(&mut taken, &text(&child, "Name"));
            units.push((name.clone(), unit.clone()));
            open.push((text(&child, "Id"), Some(name)));
        }
        for account in client
            .list(Service::Organizations, "ListAccountsForParent", input, "Accounts")
            .await?
        {
            if account["Status"] != "SUSPENDED" {
                accounts.push((account, unit.clone()));
            }
        }
    }
    let mut names = BTreeSet::new();
    let (mut found, count) = (Vec::new(), accounts.len());
    for (account, unit) in accounts {
        let id = text(&account, "Id");
        let is_management = id == management;
        found.push(Account {
            name: unique(&mut names, &text(&account, "Name")),
            repositories: repositories(client, &id, is_management, regions).await,
            unit,
            is_management,
            id,
        });
        looked(found.len(), count);
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(written(
        &text(&organization["Organization"], "Id"),
        regions,
        &units,
        &found,
    ))
}

/// A name that the file may have, and that no other has.
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() || character == '_' {
                character
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    let plain = if plain.is_empty() {
        "unnamed".to_owned()
    } else {
        plain
    };
    let mut names = std::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}-{number}")));
    let name = names.find(|name| !taken.contains(name)).unwrap_or(plain);
    taken.insert(name.clone());
    name
}

/// The repositories of an account; nothing when it cannot be entered.
async fn repositories(
    client: &Client,
    id: &str,
    is_management: bool,
    regions: &[Region],
) -> Option<BTreeMap<String, Vec<Value>>> {
    let inside = match is_management {
        true => client.clone(),
        false => {
            let role = role_arn(&id.parse().ok()?, ADMINISTRATOR_ROLE);
            let input = json!({"RoleArn": role, "RoleSessionName": "wharf-import"});
            let session = client.call(Service::Sts, "AssumeRole", input).await.ok()?;
            let given = &session["Credentials"];
            client.with(Identity {
                access_key_id: text(given, "AccessKeyId"),
                secret: wharf_aws::SecretKey::new(text(given, "SecretAccessKey")),
                session_token: Some(text(given, "SessionToken")),
            })
        }
    };
    let mut all = BTreeMap::new();
    for region in regions {
        let inside = inside.within(region.as_str());
        let found = inside
            .list(
                Service::Ecr,
                "DescribeRepositories",
                json!({"maxResults": 1000}),
                "repositories",
            )
            .await
            .ok()?;
        all.insert(region.to_string(), found);
    }
    Some(all)
}

fn written(
    organization: &str,
    regions: &[Region],
    units: &[(String, Option<String>)],
    accounts: &[Account],
) -> String {
    let count = |account: &Account| {
        account
            .repositories
            .iter()
            .flatten()
            .map(|(_, repositories)| repositories.len())
            .sum::<usize>()
    };
    // The account that holds most images is the registry's.
    let registry = accounts
        .iter()
        .max_by_key(|account| count(account))
        .filter(|account| count(account) > 0);
    let mut text = format!(
        "# Read from the live organization {organization} by wharf import. Builders, consumers and assertions are yours to say.\n\
         organization: {organization}\ntopology: {}\nregions: [{}]\n",
        if registry.is_some() {
            "dedicated"
        } else {
            "per-account"
        },
        regions.iter().map(Region::as_str).collect::<Vec<_>>().join(", ")
    );
    if !units.is_empty() {
        text.push_str("\nunits:\n");
        for (name, parent) in units {
            let _ = writeln!(text, "  {name}: {}", parent.as_deref().unwrap_or_default());
        }
    }
    text.push_str("\naccounts:\n");
    for account in accounts {
        let mut facts = format!("id: \"{}\"", account.id);
        if let Some(unit) = &account.unit {
            let _ = write!(facts, ", unit: {unit}");
        }
        if account.is_management {
            facts.push_str(", purpose: management");
        } else if registry.is_some_and(|registry| registry.id == account.id) {
            facts.push_str(", purpose: registry");
        }
        let note = if account.repositories.is_none() {
            " # could not be entered"
        } else {
            ""
        };
        let _ = writeln!(text, "  {}: {{ {facts} }}{note}", account.name);
    }
    let mut repositories: HashMap<String, bool> = HashMap::new();
    for found in accounts
        .iter()
        .flat_map(|account| &account.repositories)
        .flat_map(BTreeMap::values)
        .flatten()
    {
        let immutable = found["imageTagMutability"] == "IMMUTABLE";
        repositories.insert(super::text(found, "repositoryName"), immutable);
    }
    let mut repositories: Vec<(String, bool)> = repositories.into_iter().collect();
    repositories.sort();
    if !repositories.is_empty() {
        text.push_str("\nrepositories:\n");
        for (name, immutable) in repositories {
            let _ = match immutable {
                true => writeln!(text, "  - {{ name: {name}, immutable: true }}"),
                false => writeln!(text, "  - {name}"),
            };
        }
    }
    text
}
