//! List what decides requests of an account.

use wharf_aws::iam::*;

use super::detail::{self, Detail};
use crate::iam::access;
use crate::iam::entity::{EntityKind, NameRange, store as entities};
use crate::iam::last_use::LastUses;
use crate::iam::managed_policy::{self, Named};
use crate::iam::page;
use wharf_kernel::operation::operation;

/// The most items of a page: a policy alone has five documents of 6,144 characters, which are escaped on the wire. IAM may return fewer
/// than were asked for, too (IAM API Reference, *GetAccountAuthorizationDetails*).
const MOST_ITEMS: i64 = 100;

/// The kinds in the order of the list, with the letters that keys of pages begin with. AWS's policies come last, by ARN.
const KINDS: [(char, EntityType, Option<EntityKind>); 5] = [
    ('a', EntityType::User, Some(EntityKind::User)),
    ('b', EntityType::Group, Some(EntityKind::Group)),
    ('c', EntityType::Role, Some(EntityKind::Role)),
    ('d', EntityType::LocalManagedPolicy, Some(EntityKind::Policy)),
    ('e', EntityType::AWSManagedPolicy, None),
];

operation! {
    /// Users, groups, roles and policies with everything about them. AWS's policies only when they are asked for.
    GetAccountAuthorizationDetails(GetAccountAuthorizationDetailsRequest) -> GetAccountAuthorizationDetailsResponse,
    access(_, _) { access::anything("GetAccountAuthorizationDetails") },
    run(context, input) {
        let account = context.call.account;
        let filter = input.filter.filter(|filter| !filter.is_empty());
        let is_wanted = move |kind: EntityType| filter.as_ref().is_none_or(|filter| filter.contains(&kind));
        let kinds: Vec<_> = KINDS.into_iter().filter(|(_, kind, _)| is_wanted(*kind)).collect();
        let selected: String = kinds.iter().map(|(letter, ..)| *letter).collect();
        let list = ["authorization-details", &selected];
        let size = input.max_items.map(|asked| asked.min(MOST_ITEMS));
        let page = page::begin(context, &list, input.marker.as_deref(), size)?;
        let (after, limit) = (page.after.clone(), page.limit());
        let uses = LastUses::of(&context.node.identity);
        let database = context.node.identity.database();
        let read = database
            .snapshot("iam.authorization_details.list", move |transaction| {
                let mut read: Vec<(String, Detail)> = Vec::new();
                let begun = after.chars().next().unwrap_or('a');
                for (letter, _, kind) in kinds.iter().filter(|(letter, ..)| *letter >= begun) {
                    let from = after.strip_prefix(*letter).unwrap_or_default();
                    let rest = limit - i64::try_from(read.len()).unwrap_or(limit);
                    let Some(kind) = kind else {
                        let rest = usize::try_from(rest).unwrap_or(0);
                        let policies = || managed_policy::aws_policies_after(from).take(rest);
                        let named: Vec<Named> = policies().map(Named::Aws).collect();
                        let details = detail::of_aws(transaction, &account, &named)?;
                        let keys = policies().map(|policy| format!("{letter}{}", policy.arn));
                        read.extend(keys.zip(details));
                        continue;
                    };
                    let page = entities::list(transaction, &account, *kind, from, rest)?;
                    if page.is_empty() {
                        continue;
                    }
                    let range = NameRange::of(&account, *kind, from, &page);
                    let details = detail::of_page(transaction, &page, &range, &uses)?;
                    let keys = page.iter().map(|row| format!("{letter}{}", row.folded_name()));
                    read.extend(keys.zip(details));
                }
                Ok::<_, wharf_sql::Error>(read)
            })
            .await?;
        let (read, marker) = page.finish(context, read, |(key, _)| key.clone());
        let (mut users, mut groups, mut roles, mut policies) = (vec![], vec![], vec![], vec![]);
        for (_, detail) in read {
            match detail {
                Detail::User(detail) => users.push(detail),
                Detail::Group(detail) => groups.push(detail),
                Detail::Role(detail) => roles.push(detail),
                Detail::Policy(detail) => policies.push(detail),
            }
        }
        Ok(GetAccountAuthorizationDetailsResponse {
            user_detail_list: Some(users),
            group_detail_list: Some(groups),
            role_detail_list: Some(roles),
            policies: Some(policies),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}
