//! Who can make repositories: of those whose policies are known, for administrators can always.

use super::documents::CREATE;
use super::{AccessModel, PrincipalClass, RegistryLocation};

/// What makes a repository that has images.
const MAKES: [&str; 2] = [CREATE, "ecr:PutImage"];

impl AccessModel {
    /// Whether a principal whose policies are known can make a repository in a registry and push to it, and whether its push alone does,
    /// because a template is for it.
    pub(super) fn made(&self, place: &RegistryLocation, name: &str) -> (bool, bool) {
        let registry = self.registries.iter().find(|registry| registry.place == *place);
        let Some(registry) = registry else {
            return (false, false);
        };
        let is_asked = |who: &&PrincipalClass| {
            who.creates && (who.account == Some(place.account) || registry.lets_create)
        };
        let mut principals = self.principals().iter().filter(is_asked);
        let makes = |who: &PrincipalClass| {
            let mut operations = MAKES.iter();
            operations.all(|operation| self.allows(who, operation, place, name))
        };
        let can_be_made = principals.any(makes);
        let mut templates = registry.templates.iter().flatten();
        (
            can_be_made,
            can_be_made && templates.any(|template| template.covers(name)),
        )
    }
}
