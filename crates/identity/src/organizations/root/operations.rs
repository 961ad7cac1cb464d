//! List the root, and enable or disable types of policies in it.

use wharf_aws::organizations::*;
use wharf_sql::Transaction;

use crate::organizations::organization::{self, OrganizationRow};
use crate::organizations::policy_kind::PolicyKind;
use crate::organizations::{access, attachment, fault, page};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

operation! {
    /// The organization's root: always one.
    ListRoots(ListRootsRequest) -> ListRootsResponse,
    access(_, _) { access::whole("ListRoots") },
    run(context, input) {
        let page = page::begin(context, &["roots"], input.next_token.as_deref(), input.max_results)?;
        let account = context.call.account;
        let database = context.node.identity.database();
        let organization = database
            .snapshot("organizations.root.list", move |transaction| organization::require(transaction, &account))
            .await?;
        let roots = Vec::from_iter(page.after.is_empty().then(|| organization.shown_root()));
        Ok(ListRootsResponse { roots: Some(roots), next_token: None })
    }
}

/// Enables or disables a type of policies; returns the root as it is then. A type that is not available here is `refused`.
async fn set(
    context: &Context<'_>,
    root: String,
    policy_type: PolicyType,
    refused: fn() -> Error<Fault>,
    mut change: impl FnMut(&mut Transaction<'_>, &mut OrganizationRow, PolicyKind) -> Result<(), Error<Fault>>
    + Send
    + 'static,
) -> Result<Root, Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change(
            "organizations.root.policy_type",
            Changed::AllAccounts,
            move |transaction| {
                let mut organization = organization::require(transaction, &account)?;
                if organization.root != root {
                    return Err(fault::root_not_found());
                }
                let all_features = organization.feature_set == OrganizationFeatureSet::All;
                let kind = PolicyKind::from_wire(policy_type).filter(|_| all_features);
                change(transaction, &mut organization, kind.ok_or_else(refused)?)?;
                organization::update(transaction, &organization)?;
                Ok(organization.shown_root())
            },
        )
        .await
}

operation! {
    /// Enables a type of policies; from then on everything has the one that allows everything.
    EnablePolicyType(EnablePolicyTypeRequest) -> EnablePolicyTypeResponse,
    access(input, _) { access::of_type(access::on("EnablePolicyType", &input.root_id), input.policy_type) },
    run(context, input) {
        let refused = fault::type_not_available;
        let root = set(context, input.root_id, input.policy_type, refused, |transaction, organization, kind| {
            if organization.enables(kind) {
                return Err(fault::type_already_enabled());
            }
            organization.set_enabled(kind, true);
            Ok(attachment::enable(transaction, organization, kind)?)
        });
        Ok(EnablePolicyTypeResponse { root: Some(root.await?) })
    }
}

operation! {
    /// Disables a type of policies; all of that type are detached.
    DisablePolicyType(DisablePolicyTypeRequest) -> DisablePolicyTypeResponse,
    access(input, _) { access::of_type(access::on("DisablePolicyType", &input.root_id), input.policy_type) },
    run(context, input) {
        // The API has no other fault for a type that cannot be disabled (API Reference, *DisablePolicyType*).
        let refused = fault::type_not_enabled;
        let root = set(context, input.root_id, input.policy_type, refused, |transaction, organization, kind| {
            if !organization.enables(kind) {
                return Err(fault::type_not_enabled());
            }
            organization.set_enabled(kind, false);
            Ok(attachment::store::delete_kind(transaction, &organization.id, kind)?)
        });
        Ok(DisablePolicyTypeResponse { root: Some(root.await?) })
    }
}
