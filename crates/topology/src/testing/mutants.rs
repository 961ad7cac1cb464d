//! The rules of placement and of assertions, each broken: tests that compare must notice all of them.

use crate::rule::{Rule, broken};

/// A rule that says the same of every case.
#[derive(Clone, Copy, Debug)]
pub struct Mutant {
    rule: Rule,
    always: bool,
}

impl Mutant {
    /// What it is called in reports.
    pub fn name(&self) -> String {
        let word = if self.always { "always" } else { "never" };
        format!("{:?} {word}", self.rule)
    }

    /// Does something while the rule is broken, on this thread.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        broken(self.rule, self.always, work)
    }
}

/// The list of them. Left out is what comes to the same as the rule itself, and what too few companies show.
pub fn mutants() -> Vec<Mutant> {
    let (always, never) = (true, false);
    let all = [
        (Rule::AccountsPlace, always),
        (Rule::AccountsPlace, never),
        (Rule::TeamsOwn, always),
        (Rule::TeamsOwn, never),
        (Rule::EverybodysIsEverywhere, never),
        (Rule::UnitsHoldTheirs, always),
        (Rule::UnitsHoldTheirs, never),
        (Rule::UnitsNest, never),
        (Rule::PushesInEnvironment, never),
        (Rule::PushesToProduction, never),
        (Rule::PushesBeforeProduction, never),
        (Rule::PushesWhatIsThere, always),
        (Rule::PushesWhatIsThere, never),
        (Rule::PullsFromItself, always),
        (Rule::PullsFromItself, never),
        (Rule::PullsInUnit, always),
        (Rule::PullsInUnit, never),
        (Rule::PullsInHalf, always),
        (Rule::PullsInHalf, never),
        (Rule::AskedWherePlaced, always),
        (Rule::AskedWherePlaced, never),
        (Rule::AskedWhereMade, always),
        (Rule::AskedWhereMade, never),
        (Rule::AskedInAccount, always),
        (Rule::MayWhereMeant, always),
        (Rule::MayWhereMeant, never),
        (Rule::MayElsewhere, never),
        (Rule::PullsDecidePulls, never),
        (Rule::PullsInRegion, never),
        (Rule::RolesAreApart, always),
        (Rule::RolesAreApart, never),
        (Rule::OthersMayNot, always),
        (Rule::OthersMayNot, never),
        (Rule::AccountWithoutRoles, always),
        (Rule::OutsidersAreOutside, always),
        (Rule::OutsidersAreOutside, never),
        (Rule::NowhereIsRefused, never),
        (Rule::InIsAboutSomebody, always),
        (Rule::InIsAboutSomebody, never),
        (Rule::NobodyIsEmpty, always),
        (Rule::NobodyIsEmpty, never),
        (Rule::RolesAreWhereTheFileHasThem, always),
        (Rule::RolesAreWhereTheFileHasThem, never),
        (Rule::NamedAccountsAreAsked, never),
        (Rule::OutsidersIdIsFree, never),
        (Rule::PatternsTellPrincipals, never),
        (Rule::SessionsAreAsked, never),
        (Rule::AccountsComeToUnits, never),
        (Rule::PolicyPatternsAreWhole, never),
        (Rule::ManagementIsUnbound, always),
    ];
    let mutant = |(rule, always)| Mutant { rule, always };
    all.into_iter().map(mutant).collect()
}
