//! The rules of where names are, who uses which registry and how assertions are decided, each with a name, so that tests can break one and
//! see that it is noticed. Without the feature `testing` a rule is what it says.

#[cfg(feature = "testing")]
use std::cell::Cell;

#[cfg(feature = "testing")]
thread_local! {
    static BROKEN: Cell<Option<(Rule, bool)>> = const { Cell::new(None) };
}

/// A rule: what it says of a case is true or false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A repository with `accounts` is in those.
    AccountsPlace,
    /// A team owns what its patterns cover.
    TeamsOwn,
    /// A repository without a team is in every registry.
    EverybodysIsEverywhere,
    /// The registries of a unit hold what the unit's teams own.
    UnitsHoldTheirs,
    /// A unit has what is in the units below it.
    UnitsNest,
    /// A builder pushes to the registries of its environments.
    PushesInEnvironment,
    /// A builder of the production environment pushes to production's registry.
    PushesToProduction,
    /// A builder of an environment before production pushes to the other registry.
    PushesBeforeProduction,
    /// A builder pushes to those registries of units that have something of it.
    PushesWhatIsThere,
    /// An account pulls from itself where each account has its own registry.
    PullsFromItself,
    /// An account pulls from the registries of its unit and of those above it.
    PullsInUnit,
    /// Production pulls from production's registry, the others from the other.
    PullsInHalf,
    /// A name is asked about where the file puts it.
    AskedWherePlaced,
    /// A name is asked about where a push can make it.
    AskedWhereMade,
    /// Only the account after `in` is asked about.
    AskedInAccount,
    /// What one `may` do is asked about where it is meant to be done.
    MayWhereMeant,
    /// What one `may` do, and is nowhere meant to be done, is asked about everywhere.
    MayElsewhere,
    /// Where an account pulls from decides about pulls only.
    PullsDecidePulls,
    /// A service that pulls from its own Region only has what it pulls in each of its Regions.
    PullsInRegion,
    /// Of a builder's roles each is for its own registries.
    RolesAreApart,
    /// `only` is about all others.
    OthersMayNot,
    /// An account is its principals without the roles of builders and consumers.
    AccountWithoutRoles,
    /// Outsiders are those outside of the organization.
    OutsidersAreOutside,
    /// What can be nowhere is not what one may do.
    NowhereIsRefused,
    /// An assertion with `in` is about a principal.
    InIsAboutSomebody,
    /// An assertion about no principal says nothing.
    NobodyIsEmpty,
    /// A role is a builder's or a consumer's where the file has it.
    RolesAreWhereTheFileHasThem,
    /// Accounts and organizations of others that policies name are asked about.
    NamedAccountsAreAsked,
    /// Outsiders' account is none of the file's.
    OutsidersIdIsFree,
    /// Patterns of principals tell them apart.
    PatternsTellPrincipals,
    /// Sessions that policies name are asked about.
    SessionsAreAsked,
    /// Accounts may come to units.
    AccountsComeToUnits,
    /// What policies say of names is taken as it is written.
    PolicyPatternsAreWhole,
    /// Service and resource control policies do not bind the management account.
    ManagementIsUnbound,
}

impl Rule {
    /// What the rule says of a case.
    #[inline]
    pub(crate) fn holds(self, value: bool) -> bool {
        #[cfg(feature = "testing")]
        if let Some((rule, always)) = BROKEN.get()
            && rule == self
        {
            return always;
        }
        value
    }
}

/// Does something while a rule says the same of every case, on this thread.
#[cfg(feature = "testing")]
pub(crate) fn broken<T>(rule: Rule, always: bool, work: impl FnOnce() -> T) -> T {
    BROKEN.set(Some((rule, always)));
    let done = work();
    BROKEN.set(None);
    done
}
