//! The matrix of who can do what with which repository.

use serde::Serialize;

use super::{Place, World};
use crate::Action;
use crate::company::Company;

/// What one class of principals can do with one repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Who.
    pub who: String,
    /// In whose registry.
    pub registry: String,
    /// Where.
    pub region: String,
    /// The repository.
    pub repository: String,
    /// What it can do.
    pub can: Vec<&'static str>,
}

/// Everybody with every repository of the file.
pub fn matrix(company: &Company, world: &World) -> Vec<Cell> {
    let mut cells = Vec::new();
    let registries: Vec<&Place> = world.registries().collect();
    for who in world.everybody() {
        for registry in &registries {
            for repository in company.repositories_in(registry.account) {
                let can = Action::ALL.into_iter();
                let can = can.filter(|action| world.can(who, *action, registry, &repository.name).can);
                cells.push(Cell {
                    who: who.label.clone(),
                    registry: company.accounts[registry.account].name.clone(),
                    region: registry.region.to_string(),
                    repository: repository.name.clone(),
                    can: can.map(Action::as_str).collect(),
                });
            }
        }
    }
    cells
}
