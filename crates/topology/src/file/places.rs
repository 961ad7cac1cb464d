//! Where in the file things stand.

use serde_saphyr::Location;

use super::shape::{Account, File, Named};
use crate::company::{Place, Places};

pub(super) fn of(file: &File) -> Places {
    let organization = place(file.organization.referenced);
    let first = file.guardrails.as_ref().and_then(|guardrails| guardrails.first());
    let accounts: &Named<Account> = &file.accounts;
    Places {
        topology: file
            .topology
            .as_ref()
            .map_or(organization, |text| place(text.referenced)),
        guardrails: first.map_or(organization, |text| place(text.referenced)),
        units: names(&file.units),
        accounts: names(accounts),
        repositories: file
            .repositories
            .iter()
            .map(|repository| place(repository.name.referenced))
            .collect(),
        builders: names(&file.builders),
        consumers: names(&file.consumers),
    }
}

fn names<V>(named: &Named<V>) -> Vec<Place> {
    named.0.iter().map(|(name, _)| place(name.referenced)).collect()
}

fn place(location: Location) -> Place {
    Place {
        line: location.line().max(1),
        column: location.column().max(1),
    }
}
