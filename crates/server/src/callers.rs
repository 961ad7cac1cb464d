//! Requests under way of callers who are proved: so many for each principal, and so many for each account with all its principals.
//!
//! Nothing gives way here: a principal is refused beyond its bound, and so is an account, however many users it makes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use parking_lot::Mutex;
use wharf_aws::AccountId;

use crate::bound::Bound;
use crate::client::Client;

/// The bounds of callers.
pub(crate) struct Callers {
    pub(crate) most_each: Bound,
    pub(crate) most_of_account: Bound,
    held: Arc<Mutex<Held>>,
}

/// Both are counted under one lock: each request takes it twice.
#[derive(Default)]
struct Held {
    by_principal: HashMap<Client, usize>,
    by_account: HashMap<AccountId, usize>,
}

/// The place of a request, until this is dropped.
pub(crate) struct CallerSlot {
    principal: Client,
    account: AccountId,
    held: Arc<Mutex<Held>>,
}

impl Callers {
    /// So many for each principal, and so many for each account.
    pub(crate) fn new(most_each: usize, most_of_account: usize) -> Callers {
        Callers {
            most_each: Bound::new(most_each),
            most_of_account: Bound::new(most_of_account),
            held: Arc::default(),
        }
    }

    /// A place for a request; the name of the bound beyond which there is none.
    pub(crate) fn take(&self, principal: Client, account: AccountId) -> Result<CallerSlot, &'static str> {
        let mut held = self.held.lock();
        let of_account = held.by_account.get(&account).copied().unwrap_or(0);
        if of_account >= self.most_of_account.get() {
            return Err("account");
        }
        let own = held.by_principal.get(&principal).copied().unwrap_or(0);
        if own >= self.most_each.get() {
            return Err("principal");
        }
        held.by_principal.insert(principal.clone(), own + 1);
        held.by_account.insert(account, of_account + 1);
        drop(held);
        Ok(CallerSlot {
            principal,
            account,
            held: Arc::clone(&self.held),
        })
    }
}

fn leave<K: Hash + Eq>(held: &mut HashMap<K, usize>, key: &K) {
    if let Some(places) = held.get_mut(key) {
        *places -= 1;
        if *places == 0 {
            held.remove(key);
        }
    }
}

impl Drop for CallerSlot {
    fn drop(&mut self) {
        let mut held = self.held.lock();
        leave(&mut held.by_principal, &self.principal);
        leave(&mut held.by_account, &self.account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_with_many_principals_leaves_half_to_others() {
        let callers = Callers::new(2, 4);
        let [one, other] = ["111122223333", "444455556666"].map(|id| id.parse::<AccountId>().unwrap());
        let take = |name: &str, account| callers.take(Client::Principal(name.into()), account);
        let mut held = Vec::new();
        for name in ["ann", "ann", "ben"] {
            held.push(take(name, one).unwrap());
        }
        assert_eq!(take("ann", one).err(), Some("principal"));
        // A download by an address that the account got is the account's too.
        held.push(callers.take(Client::Account(one), one).unwrap());
        for name in ["ben", "cy"] {
            assert_eq!(take(name, one).err(), Some("account"));
        }
        held.push(take("dora", other).unwrap());
        held.remove(0);
        held.push(take("cy", one).unwrap());
        drop(held);
        let held = callers.held.lock();
        assert!(held.by_principal.is_empty() && held.by_account.is_empty());
    }
}
