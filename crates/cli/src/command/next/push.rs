//! The push that is shown: who may make it, and to which repository of which registry.

use wharf_topology::desired::{Desired, Role};
use wharf_topology::{Builder, Company, OidcTrust};

use crate::command::profiles::Profile;

/// A push that succeeds.
pub(super) struct Push<'a> {
    pub(super) by: By<'a>,
    /// Whose registry: the company's account.
    pub(super) registry: usize,
    pub(super) region: &'a str,
    pub(super) repository: &'a str,
}

/// As whom it is made: only builders push.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// The profile of a builder's role, which an account may take.
    Profile(&'a str),
    /// A builder whose role is taken with tokens alone, and the account that has the role.
    Token(&'a Builder, &'a OidcTrust, usize),
}

impl<'a> Push<'a> {
    /// By a profile if there is one: that needs nothing that is not here.
    pub(super) fn of(
        company: &'a Company,
        desired: &'a Desired,
        profiles: &'a [Profile],
    ) -> Option<Push<'a>> {
        let by_profile = profiles.iter().find_map(|profile| {
            let builder = named(company, &profile.role)?;
            Push::by(
                By::Profile(&profile.name),
                (company, desired),
                builder,
                &profile.role,
            )
        });
        let by_token = |role: &Role| {
            let builder = named(company, role)?;
            let by = By::Token(builder, builder.oidc.as_ref()?, role.account);
            Push::by(by, (company, desired), builder, role)
        };
        by_profile.or_else(|| desired.roles.iter().find_map(by_token))
    }

    /// To the first repository that a builder may push to by this role.
    fn by(
        by: By<'a>,
        (company, desired): (&'a Company, &'a Desired),
        builder: &Builder,
        role: &Role,
    ) -> Option<Push<'a>> {
        let mut registries = desired.registries.iter().filter(|registry| {
            company.pushes_to(builder).contains(&registry.account)
                && company.builder_account(builder, registry.account) == role.account
        });
        registries.find_map(|registry| {
            let mut repositories = registry.repositories.iter();
            let repository = repositories
                .find(|repository| builder.push.iter().any(|push| push.covers(&repository.name)))?;
            Some(Push {
                by,
                registry: registry.account,
                region: registry.region.as_str(),
                repository: &repository.name,
            })
        })
    }
}

/// The builder that has a role.
fn named<'a>(company: &'a Company, role: &Role) -> Option<&'a Builder> {
    company.builders.iter().find(|builder| builder.name == role.name)
}
