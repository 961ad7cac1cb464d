//! Accounts as the principals of saved policies name them: beside the id stands when the account was made,
//! `111122223333@1764432000000000`. What is granted so is granted to that very account.
//!
//! Policies that were saved before this have the id alone. They mean the accounts that were there when accounts began to be
//! written so, and none that was made later.
//!
//! What a grant's condition says of the caller's account (`aws:PrincipalAccount` and keys like it) is saved in the same way, with
//! [`NEVER`] beside the id of an account that is not there: see `account_conditions`. An id alone means any account that has it there: so are the conditions
//! of policies that name no principal, which are saved as they were written.

use std::borrow::Cow;
use std::ops::Range;

use wharf_aws::AccountId;

use crate::arn;

/// What stands beside the id of an account that was not there: none was made at that time.
pub const NEVER: i64 = 0;

/// Which saved policies mean an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountLife {
    /// When it was made, in microseconds; `None` when there is no such account.
    pub made_at: Option<i64>,
    /// Whether policies that have its id alone mean it.
    pub is_named_by_id: bool,
}

impl AccountLife {
    /// Whether a name means it that has this time beside the id.
    pub(crate) fn is_meant(self, made_at: Option<i64>) -> bool {
        match made_at {
            Some(_) => self.made_at == made_at,
            None => self.is_named_by_id,
        }
    }
}

/// The account that a principal of type `AWS` is, or is in; `None` for `*` and unique ids.
pub fn account_of(principal: &str) -> Option<AccountId> {
    principal[place(principal)?].parse().ok()
}

/// A principal as a saved policy names it, when its account was made then; `None` when it names none by its id.
pub fn with_life(principal: &str, made_at: i64) -> Option<String> {
    let account = account_of(principal)?;
    let mut text = principal.to_owned();
    text.replace_range(place(principal)?, &format!("{account}@{made_at}"));
    Some(text)
}

/// The principal as its author wrote it, and when its account was made if that stands beside the id.
pub fn without_life(principal: &str) -> (Cow<'_, str>, Option<i64>) {
    let read = || {
        let place = place(principal)?;
        let (account, made_at) = principal[place.clone()].split_once('@')?;
        let (account, made_at) = (account.parse::<AccountId>().ok()?, made_at.parse().ok()?);
        let mut text = principal.to_owned();
        text.replace_range(place, account.as_str());
        Some((text, made_at))
    };
    match read() {
        Some((text, made_at)) => (Cow::Owned(text), Some(made_at)),
        None => (Cow::Borrowed(principal), None),
    }
}

/// Where a principal has its account: everywhere, or in the fifth part of an ARN.
fn place(principal: &str) -> Option<Range<usize>> {
    match arn::cut(principal)[..] {
        [whole] => Some(0..whole.len()),
        [arn, partition, service, region, account, _] => {
            let before = [arn, partition, service, region].map(|part| part.len() + 1);
            let start: usize = before.iter().sum();
            Some(start..start + account.len())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_comes_beside_the_id_and_goes() {
        for (principal, saved) in [
            ("111122223333", "111122223333@7"),
            (
                "arn:aws:iam::111122223333:root",
                "arn:aws:iam::111122223333@7:root",
            ),
            (
                "arn:aws:sts::111122223333:assumed-role/a/b@c:d",
                "arn:aws:sts::111122223333@7:assumed-role/a/b@c:d",
            ),
            (
                "arn:${aws:PrincipalTag/p}:iam::111122223333:role/*",
                "arn:${aws:PrincipalTag/p}:iam::111122223333@7:role/*",
            ),
        ] {
            assert_eq!(with_life(principal, 7).as_deref(), Some(saved));
            assert_eq!(without_life(saved), (principal.into(), Some(7)));
            assert_eq!(without_life(principal), (principal.into(), None));
        }
        for other in [
            "*",
            "AIDAEXAMPLE",
            "AROAEXAMPLE:a@b",
            "a:b:c:d:e",
            "arn:aws:iam::*:role/ci",
            "arn:aws:iam::11112222333?:role/ci",
            "arn:aws:iam::${aws:PrincipalAccount}:role/ci",
            "111122223333@x",
        ] {
            assert_eq!(with_life(other, 7), None, "{other}");
            assert_eq!(without_life(other), (other.into(), None), "{other}");
        }
    }
}
