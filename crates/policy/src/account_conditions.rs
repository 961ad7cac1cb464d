//! Conditions of grants that say by an account's id whose a caller is. They are saved as `account` says.

use std::ops::Range;

use crate::document::{Clause, PolicyDocument};
use crate::operator::{Operator, Test};

/// The condition keys that say, by the account's id, whose a caller is.
const ACCOUNT_KEYS: [&str; 2] = ["aws:PrincipalAccount", "aws:PrincipalArn"];

impl Clause {
    /// Whether it lets in callers of the accounts that its values name, in a statement that allows or denies.
    pub(crate) fn lets_accounts_in(&self, allows: bool) -> bool {
        let Operator { test, negated, .. } = self.operator;
        let is_of_text = matches!(
            test,
            Test::String | Test::StringIgnoreCase | Test::StringLike | Test::Arn
        );
        let is_of_accounts = ACCOUNT_KEYS
            .iter()
            .any(|key| key.eq_ignore_ascii_case(&self.key.text));
        allows && !negated && is_of_text && is_of_accounts
    }
}

impl PolicyDocument {
    /// What conditions of grants say of the caller's account or ARN, with the places of the values.
    pub fn accounts_in_conditions(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let clauses = self.statements.iter().flat_map(|statement| {
            let allows = statement.allows == Some(true);
            let clauses = statement.conditions.iter();
            clauses.filter(move |clause| clause.lets_accounts_in(allows))
        });
        let values = clauses.flat_map(|clause| &clause.values);
        values.map(|value| (&value.span, value.text.as_str()))
    }
}
