//! Conditions of grants that say by an account's id whose a caller is. They are saved as `account` says: with the time at which the account
//! was made beside each id, wherever the value has it.

use std::borrow::Cow;
use std::ops::Range;

use wharf_aws::AccountId;

use crate::arn;
use crate::document::{Clause, PolicyDocument};
use crate::operator::{Operator, Test};

/// The condition keys that say, by the account's id, whose a caller is.
const ACCOUNT_KEYS: [&str; 4] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:FederatedProvider",
    USER_ID,
];

/// Of a root user, or before the name of a federated one, it is the account's id; of others the name of a session may follow.
const USER_ID: &str = "aws:userid";

/// The digits of an account's id.
const DIGITS: usize = 12;

impl Clause {
    /// Whether it lets in callers of the accounts that its values name, in a statement that allows or denies.
    pub(crate) fn lets_accounts_in(&self, allows: bool) -> bool {
        self.is_of_accounts(allows) && self.is_of_text()
    }

    /// Why it may not be saved in a statement that allows: it names accounts in a form that has no place for a time.
    pub(crate) fn cannot_be_bound(&self, allows: bool) -> Option<&'static str> {
        if !self.is_of_accounts(allows) || self.operator.test == Test::Null {
            return None;
        }
        if !self.is_of_text() {
            return Some("it is a text: compare it with StringEquals, StringLike or an operator of ARNs");
        }
        let mut values = self.values.iter().map(|value| &*value.text);
        let has_default = |value: &str| value.contains("${") && value.contains('\'');
        if values.clone().any(has_default) {
            return Some("write what it is, without a variable that has a default");
        }
        let has_time = |value: &str| !self.without_lives(value).1.is_empty();
        values
            .any(has_time)
            .then_some("an account's id has no @ behind it")
    }

    /// A value of it as its author wrote it, and when the accounts were made that it names if that stands beside their ids.
    pub(crate) fn without_lives<'a>(&self, value: &'a str) -> (Cow<'a, str>, Vec<i64>) {
        without_lives(self.compared(), value)
    }

    fn compared(&self) -> Compared<'_> {
        Compared {
            key: &self.key.text,
            test: self.operator.test,
        }
    }

    fn is_of_accounts(&self, allows: bool) -> bool {
        let mut keys = ACCOUNT_KEYS.iter();
        allows && !self.operator.negated && keys.any(|key| key.eq_ignore_ascii_case(&self.key.text))
    }

    fn is_of_text(&self) -> bool {
        let Operator { test, .. } = self.operator;
        matches!(
            test,
            Test::String | Test::StringIgnoreCase | Test::StringLike | Test::Arn
        )
    }
}

/// What a value is compared with, and how: where it may name accounts follows from it.
#[derive(Clone, Copy, Debug)]
struct Compared<'a> {
    key: &'a str,
    test: Test,
}

/// A value of a grant's condition that may name accounts.
#[derive(Clone, Debug)]
pub struct AccountValue<'a> {
    /// The place of its text, quotes included.
    pub place: &'a Range<usize>,
    compared: Compared<'a>,
    text: &'a str,
}

impl AccountValue<'_> {
    /// The value as a saved policy has it, with the time of each account; `None` when it names none by its id.
    ///
    /// # Errors
    /// What `made_at` answers.
    pub fn with_lives<E>(
        &self,
        mut made_at: impl FnMut(&AccountId) -> Result<i64, E>,
    ) -> Result<Option<String>, E> {
        let mut text = self.text.to_owned();
        let named = ids(self.compared, self.text);
        for Named { id, end, .. } in named.iter().rev() {
            text.insert_str(*end, &format!("@{}", made_at(id)?));
        }
        Ok((!named.is_empty()).then_some(text))
    }

    /// The value as its author wrote it, if it is saved otherwise.
    pub fn as_written(&self) -> Option<String> {
        let (text, lives) = without_lives(self.compared, self.text);
        (!lives.is_empty()).then(|| text.into_owned())
    }
}

fn without_lives<'a>(compared: Compared<'_>, value: &'a str) -> (Cow<'a, str>, Vec<i64>) {
    let (mut text, mut lives) = (Cow::Borrowed(value), Vec::new());
    for Named { end, time, .. } in ids(compared, value).into_iter().rev() {
        if let Some((time, made_at)) = time {
            text.to_mut().replace_range(end..time, "");
            lives.push(made_at);
        }
    }
    (text, lives)
}

/// An account's id in a value.
struct Named {
    id: AccountId,
    /// Where it ends.
    end: usize,
    /// Where the time beside it ends, and that time.
    time: Option<(usize, i64)>,
}

/// Where in a value ids are looked for. A time beside one has neither a colon nor a wildcard, so it is the same place in a saved value.
fn searched(Compared { key, test }: Compared<'_>, value: &str) -> Range<usize> {
    let parts = arn::cut(value);
    match &parts[..] {
        [first, ..] if key.eq_ignore_ascii_case(USER_ID) => 0..first.len(),
        [before @ .., account, _] if before.len() == 4 && (test == Test::Arn || are_of_arn(before)) => {
            let start = before.iter().map(|part| part.len() + 1).sum();
            start..start + account.len()
        }
        _ => 0..value.len(),
    }
}

/// Whether these can be nothing but the parts of an ARN before the account. What a wildcard or a variable stands for may have colons, as
/// paths and the names of sessions do, so that a part behind it may be another one.
fn are_of_arn(before: &[&str]) -> bool {
    before[0] == "arn" && !before.iter().any(|part| part.contains(['*', '?', '$']))
}

/// The ids in a value: where it has the account if that can be told, and anywhere else as a word of its own.
fn ids(compared: Compared<'_>, value: &str) -> Vec<Named> {
    let Range { start: from, end: to } = searched(compared, value);
    let bytes = &value.as_bytes()[..to];
    let (mut found, mut at) = (Vec::new(), from);
    while at < to {
        let digits = digits(&bytes[at..]);
        let (start, end) = (at, at + digits);
        at = end + 1;
        let begins = start == from || is_border(bytes[start - 1]);
        if digits != DIGITS || !begins {
            continue;
        }
        let time = time(value, end, to);
        let after = time.map_or(end, |(end, _)| end);
        let ends = bytes.get(after).is_none_or(|byte| is_border(*byte));
        if let (true, Ok(id)) = (ends, value[start..end].parse()) {
            found.push(Named { id, end, time });
            at = after + 1;
        }
    }
    found
}

/// The time that begins at a place, and where it ends.
fn time(value: &str, at: usize, to: usize) -> Option<(usize, i64)> {
    let after = value[at..to].strip_prefix('@')?;
    let end = at + 1 + digits(after.as_bytes());
    Some((end, value[at + 1..end].parse().ok()?))
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a word ends or begins here: at a part of an ARN, a wildcard or a variable.
fn is_border(byte: u8) -> bool {
    b":*?}$".contains(&byte)
}

impl PolicyDocument {
    /// What conditions of grants say of the caller's account.
    pub fn accounts_in_conditions(&self) -> impl Iterator<Item = AccountValue<'_>> {
        let clauses = self.statements.iter().flat_map(|statement| {
            let allows = statement.allows == Some(true);
            let clauses = statement.conditions.iter();
            clauses.filter(move |clause| clause.lets_accounts_in(allows))
        });
        clauses.flat_map(|clause| {
            clause.values.iter().map(|value| AccountValue {
                place: &value.span,
                compared: clause.compared(),
                text: &value.text,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: &Range<usize> = &(0..0);

    fn value<'a>(test: Test, key: &'a str, text: &'a str) -> AccountValue<'a> {
        AccountValue {
            place: PLACE,
            compared: Compared { key, test },
            text,
        }
    }

    fn with_times(test: Test, key: &str, written: &str) -> Option<String> {
        value(test, key, written).with_lives(|_| Ok::<_, ()>(7)).unwrap()
    }

    fn has_no_id(test: Test, key: &str, text: &str) -> bool {
        ids(Compared { key, test }, text).is_empty()
    }

    #[test]
    fn a_time_comes_beside_each_id_and_goes() {
        for (key, written, saved) in [
            ("aws:PrincipalAccount", "111122223333", "111122223333@7"),
            ("aws:PrincipalAccount", "111122223333*", "111122223333@7*"),
            (
                "AWS:principalaccount",
                "${aws:nokey}111122223333",
                "${aws:nokey}111122223333@7",
            ),
            (
                "aws:PrincipalArn",
                "arn:*:iam::111122223333:role/444455556666",
                "arn:*:iam::111122223333@7:role/444455556666",
            ),
            (
                "aws:PrincipalArn",
                "arn:aws:iam::111122223333*",
                "arn:aws:iam::111122223333@7*",
            ),
            ("aws:PrincipalArn", "*:111122223333:*", "*:111122223333@7:*"),
            (
                "aws:PrincipalArn",
                "*:111122223333:*:444455556666:*",
                "*:111122223333@7:*:444455556666@7:*",
            ),
            ("aws:userid", "111122223333", "111122223333@7"),
            ("aws:userid", "*111122223333:run", "*111122223333@7:run"),
            (
                "aws:userid",
                "${aws:PrincipalTag/x}111122223333:*",
                "${aws:PrincipalTag/x}111122223333@7:*",
            ),
            // Its path has colons.
            (
                "aws:PrincipalArn",
                "*:111122223333:role/a:b:c:d/*",
                "*:111122223333@7:role/a:b:c:d/*",
            ),
            (
                "aws:PrincipalArn",
                "arn:*:111122223333:role/a:b:c/*",
                "arn:*:111122223333@7:role/a:b:c/*",
            ),
            (
                "aws:PrincipalArn",
                "arn:${aws:PrincipalTag/x}:111122223333:role/a:b:c/*",
                "arn:${aws:PrincipalTag/x}:111122223333@7:role/a:b:c/*",
            ),
            (
                "aws:PrincipalArn",
                "arn:aws:iam::111122223333:role/a:444455556666:b",
                "arn:aws:iam::111122223333@7:role/a:444455556666:b",
            ),
            (
                "aws:FederatedProvider",
                "arn:aws:iam::111122223333:oidc-provider/a.example",
                "arn:aws:iam::111122223333@7:oidc-provider/a.example",
            ),
        ] {
            let test = Test::StringLike;
            assert_eq!(
                with_times(test, key, written).as_deref(),
                Some(saved),
                "{key} {written}"
            );
            assert_eq!(
                value(test, key, saved).as_written().as_deref(),
                Some(written),
                "{key} {saved}"
            );
            assert_eq!(value(test, key, written).as_written(), None);
        }
        for (key, other) in [
            ("aws:PrincipalAccount", "11112222333?"),
            ("aws:PrincipalAccount", "1111222233334"),
            ("aws:PrincipalArn", "arn:aws:iam::*:role/a-111122223333"),
            ("aws:PrincipalArn", "*:role/deploy-111122223333-eu"),
            ("aws:userid", "AROAEXAMPLE:111122223333"),
            ("aws:userid", "AROA${aws:PrincipalTag/x}:111122223333"),
            ("aws:PrincipalArn", "ä"),
            ("aws:PrincipalArn", ""),
        ] {
            assert!(has_no_id(Test::StringLike, key, other), "{key} {other}");
        }
    }

    /// An operator of ARNs compares part by part: the account is the fifth, wherever wildcards stand.
    #[test]
    fn an_operator_of_arns_knows_the_place() {
        let key = "aws:PrincipalArn";
        let written = "*:*:*:*:111122223333:role/a:444455556666:b";
        let expected = written.replace("111122223333", "111122223333@7");
        assert_eq!(with_times(Test::Arn, key, written), Some(expected));
        assert!(has_no_id(Test::Arn, key, "*:111122223333:role/a:b:c:d/*"));
    }

    /// Values of the pieces that decide where ids are looked for.
    fn values() -> impl Strategy<Value = String> {
        let piece = proptest::sample::select(vec![
            "111122223333",
            "444455556666",
            "arn",
            "aws",
            ":",
            ":",
            "::",
            "*",
            "?",
            "${aws:x}",
            "${",
            "}",
            "$",
            "@",
            "7",
            "/",
            "ä",
        ]);
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_saved_is_found_again(
            written in values(),
            key in proptest::sample::select(ACCOUNT_KEYS.to_vec()),
            test in proptest::sample::select(vec![Test::String, Test::StringIgnoreCase, Test::StringLike, Test::Arn]),
        ) {
            let compared = Compared { key, test };
            let named = ids(compared, &written);
            // Another one is refused, as its author wrote a time.
            prop_assume!(named.iter().all(|named| named.time.is_none()));
            match with_times(test, key, &written) {
                None => prop_assert!(named.is_empty()),
                Some(saved) => {
                    let (text, lives) = without_lives(compared, &saved);
                    prop_assert_eq!(text, written);
                    prop_assert_eq!(lives, vec![7; named.len()]);
                }
            }
        }
    }
}
