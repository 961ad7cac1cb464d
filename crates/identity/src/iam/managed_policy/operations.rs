//! Make, read, list and delete managed policies, and say who has them.

use wharf_aws::iam::*;

use super::store::{PolicyRow, VersionRow};
use super::{Named, aws, require, require_own, shown, shown_all, store, versions};
use crate::iam::entity::{EntityKind, EntityRow, NameRange, store as entities};
use crate::iam::page;
use crate::iam::{access, attachment, fault, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

operation! {
    /// Makes a managed policy with its first version.
    CreatePolicy(CreatePolicyRequest) -> CreatePolicyResponse,
    access(input, call) {
        let path = input.path.as_deref();
        let demands = access::new("CreatePolicy", call, EntityKind::Policy, path, &input.policy_name);
        access::with_tags(demands, input.tags.as_deref(), "TagPolicy")
    },
    run(context, input) {
        versions::check(&input.policy_document)?;
        let (account, now) = (context.call.account, context.node.clock.now());
        let entropy = &context.node.entropy;
        let kind = EntityKind::Policy;
        let mut entity = EntityRow::new(&account, kind, input.path, input.policy_name, now, entropy);
        entity.description = input.description.unwrap_or_default();
        let tags = input.tags.unwrap_or_default();
        let identity = &context.node.identity;
        let made = identity
            .change("iam.managed_policy.create", Changed::Account(account), move |transaction| {
                if aws::find(&format!("arn:aws:iam::aws:policy/{}", entity.name)).is_some()
                    || !entities::insert(transaction, &entity)?
                {
                    return Err(fault::already_exists(kind, &entity.name));
                }
                let policy = PolicyRow { default_version: 1, last_version: 1, updated_at: now };
                store::put(transaction, &account, &entity.id, &policy)?;
                let first = VersionRow { version: 1, document: input.policy_document.clone(), created_at: now };
                store::insert_version(transaction, &account, &entity.id, &first)?;
                tag::put(transaction, &account, &entity.id, &tags)?;
                let mut made = shown(transaction, &account, &Named::Customer(entity.clone(), policy))?;
                // Only GetPolicy tells the description.
                made.description = None;
                made.tags = Some(tags.clone()).filter(|tags| !tags.is_empty());
                Ok(made)
            })
            .await?;
        Ok(CreatePolicyResponse { policy: Some(made) })
    }
}

operation! {
    /// One policy.
    GetPolicy(GetPolicyRequest) -> GetPolicyResponse,
    access(input, _) { access::arn("GetPolicy", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let policy = database
            .snapshot("iam.managed_policy.get", move |transaction| {
                let named = require(transaction, &account, &input.policy_arn)?;
                let mut policy = shown(transaction, &account, &named)?;
                if let Named::Customer(entity, _) = &named {
                    policy.tags = Some(tag::wire(tag::list(transaction, &account, &entity.id)?));
                }
                Ok::<_, Error<Fault>>(policy)
            })
            .await?;
        Ok(GetPolicyResponse { policy: Some(policy) })
    }
}

operation! {
    /// The customer's policies by name, then AWS's.
    ListPolicies(ListPoliciesRequest) -> ListPoliciesResponse,
    access(_, _) { access::anything("ListPolicies") },
    run(context, input) {
        let account = context.call.account;
        let scope = input.scope.unwrap_or(PolicyScopeType::All);
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let usage = input.policy_usage_filter;
        // Policies that bound nothing are left out of the list of boundaries; those that nothing has stay in that of permissions.
        let only_used = input.only_attached == Some(true) || usage == Some(PolicyUsageType::PermissionsBoundary);
        let page = page::begin(
            context,
            &["policies", scope.as_str(), &prefix],
            input.marker.as_deref(),
            input.max_items,
        )?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        // Keys are "c" and a folded name for the customer's, "d" and an ARN for AWS's, which come behind them.
        let read = database
            .snapshot("iam.managed_policy.list", move |transaction| {
                let mut read = Vec::new();
                let rest = |read: &Vec<_>| limit - i64::try_from(read.len()).unwrap_or(limit);
                if scope != PolicyScopeType::Aws && !after.starts_with('d') {
                    let from = after.strip_prefix('c').unwrap_or_default();
                    let page = entities::list(transaction, &account, EntityKind::Policy, from, limit)?;
                    let range = NameRange::of(&account, EntityKind::Policy, from, &page);
                    let mut rows = store::page(transaction, &range)?;
                    for entity in page {
                        let key = format!("c{}", entity.folded_name());
                        if let Some(row) = rows.remove(&entity.id) {
                            read.push((key, Named::Customer(entity, row)));
                        }
                    }
                }
                if scope != PolicyScopeType::Local {
                    let from = after.strip_prefix('d').unwrap_or_default();
                    for policy in aws::ALL.iter().filter(|policy| policy.arn > from) {
                        if rest(&read) > 0 {
                            read.push((format!("d{}", policy.arn), Named::Aws(policy)));
                        }
                    }
                }
                let named: Vec<&Named> = read.iter().map(|(_, named)| named).collect();
                let policies = shown_all(transaction, &account, &named)?;
                let keys = read.into_iter().map(|(key, _)| key);
                Ok::<_, Error<Fault>>(keys.zip(policies).collect::<Vec<_>>())
            })
            .await?;
        let (read, marker) = page.finish(context, read, |(key, _)| key.clone());
        let wanted = |policy: &Policy| {
            let counts = (policy.attachment_count, policy.permissions_boundary_usage_count);
            let used = match usage {
                Some(PolicyUsageType::PermissionsBoundary) => counts.1,
                Some(_) => counts.0,
                None => counts.0.map(|count| count + counts.1.unwrap_or(0)),
            };
            policy.path.as_ref().is_some_and(|path| path.starts_with(&prefix))
                && !(only_used && used == Some(0))
        };
        let policies = read.into_iter().map(|(_, policy)| policy).filter(wanted);
        let policies = policies.map(|policy| Policy { description: None, ..policy }).collect();
        Ok(ListPoliciesResponse { policies: Some(policies), is_truncated: Some(marker.is_some()), marker })
    }
}

operation! {
    /// Deletes a policy that is attached to nothing and has no other versions.
    DeletePolicy(DeletePolicyRequest) -> DeletePolicyResponse,
    access(input, _) { access::arn("DeletePolicy", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.managed_policy.delete", Changed::Account(account), move |transaction| {
                let (entity, policy) = require_own(transaction, &account, &input.policy_arn)?;
                let arn = entity.arn();
                if attachment::store::count(transaction, &account, &arn)? > 0
                    || entities::count_bound_by(transaction, &account, &arn)? > 0
                {
                    return Err(fault::conflict("Cannot delete a policy attached to entities."));
                }
                if store::versions(transaction, &account, &entity.id)?.len() > 1 {
                    return Err(fault::conflict(
                        "This policy has more than one version. Before you delete a policy, you must delete the \
                         policy's versions. The default version is deleted with the policy.",
                    ));
                }
                store::delete_version(transaction, &account, &entity.id, policy.default_version)?;
                store::delete(transaction, &entity.id)?;
                tag::delete_all(transaction, &account, &entity.id)?;
                Ok::<_, Error<Fault>>(entities::delete(transaction, &entity.id)?)
            })
            .await?;
        Ok(DeletePolicyResponse {})
    }
}

operation! {
    /// Who has a policy, or is bounded by it.
    ListEntitiesForPolicy(ListEntitiesForPolicyRequest) -> ListEntitiesForPolicyResponse,
    access(input, _) { access::arn("ListEntitiesForPolicy", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let bounds = input.policy_usage_filter == Some(PolicyUsageType::PermissionsBoundary);
        let usage = if bounds { "bounds" } else { "attached" };
        let page = page::begin(
            context,
            &["entities", &input.policy_arn, usage],
            input.marker.as_deref(),
            input.max_items,
        )?;
        let (after, limit) = (page.after.clone(), page.limit());
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let filter = input.entity_filter;
        let database = context.node.identity.database();
        let found = database
            .snapshot("iam.managed_policy.entities", move |transaction| {
                require(transaction, &account, &input.policy_arn)?;
                Ok::<_, Error<Fault>>(if bounds {
                    entities::bound_by(transaction, &account, &input.policy_arn, &after, limit)?
                } else {
                    attachment::store::owners(transaction, &account, &input.policy_arn, &after, limit)?
                })
            })
            .await?;
        let (found, marker) = page.finish(context, found, |entity| entity.id.clone());
        let mut response = ListEntitiesForPolicyResponse {
            policy_groups: Some(Vec::new()),
            policy_users: Some(Vec::new()),
            policy_roles: Some(Vec::new()),
            is_truncated: Some(marker.is_some()),
            marker,
        };
        for entity in found.into_iter().filter(|entity| entity.path.starts_with(&prefix)) {
            let (name, id) = (Some(entity.name), Some(entity.id));
            let wants = |kind| filter.is_none() || filter == Some(kind);
            match entity.kind {
                EntityKind::Group if wants(EntityType::Group) => {
                    let group = PolicyGroup { group_name: name, group_id: id };
                    response.policy_groups.get_or_insert_default().push(group);
                }
                EntityKind::User if wants(EntityType::User) => {
                    let user = PolicyUser { user_name: name, user_id: id };
                    response.policy_users.get_or_insert_default().push(user);
                }
                EntityKind::Role if wants(EntityType::Role) => {
                    let role = PolicyRole { role_name: name, role_id: id };
                    response.policy_roles.get_or_insert_default().push(role);
                }
                _ => {}
            }
        }
        Ok(response)
    }
}

operation! {
    /// Sets tags of a policy.
    TagPolicy(TagPolicyRequest) -> TagPolicyResponse,
    access(input, _) {
        access::with_tags(access::arn("TagPolicy", &input.policy_arn), Some(&input.tags), "TagPolicy")
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.managed_policy.tag", Changed::Account(account), move |transaction| {
                let (entity, _) = require_own(transaction, &account, &input.policy_arn)?;
                tag::put(transaction, &account, &entity.id, &input.tags)
            })
            .await?;
        Ok(TagPolicyResponse {})
    }
}

operation! {
    /// Takes tags of a policy away.
    UntagPolicy(UntagPolicyRequest) -> UntagPolicyResponse,
    access(input, _) { access::untag(access::arn("UntagPolicy", &input.policy_arn), &input.tag_keys) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.managed_policy.untag", Changed::Account(account), move |transaction| {
                let (entity, _) = require_own(transaction, &account, &input.policy_arn)?;
                Ok::<_, Error<Fault>>(tag::remove(transaction, &account, &entity.id, &input.tag_keys)?)
            })
            .await?;
        Ok(UntagPolicyResponse {})
    }
}

operation! {
    /// The tags of a policy.
    ListPolicyTags(ListPolicyTagsRequest) -> ListPolicyTagsResponse,
    access(input, _) { access::arn("ListPolicyTags", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let page = page::begin(
            context,
            &["policy-tags", &input.policy_arn],
            input.marker.as_deref(),
            input.max_items,
        )?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let tags = database
            .snapshot("iam.managed_policy.tags", move |transaction| {
                let (entity, _) = require_own(transaction, &account, &input.policy_arn)?;
                Ok::<_, Error<Fault>>(tag::page(transaction, &account, &entity.id, &after, limit)?)
            })
            .await?;
        let (tags, marker) = page.finish(context, tags, |(key, _)| key.to_lowercase());
        Ok(ListPolicyTagsResponse { tags: tag::wire(tags), is_truncated: Some(marker.is_some()), marker })
    }
}
