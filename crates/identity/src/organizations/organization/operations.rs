//! Make, describe and delete an organization.

use wharf_aws::organizations::*;

use super::{OrganizationRow, found, require, store};
use crate::organizations::{access, account, account_request, attachment, fault, id, policy, tag, unit};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

operation! {
    /// Makes an organization, with the caller's account as its management account.
    CreateOrganization(CreateOrganizationRequest) -> CreateOrganizationResponse,
    access(_, _) { access::anything("CreateOrganization") },
    run(context, input) {
        let management = context.call.account;
        let feature_set = input.feature_set.unwrap_or(OrganizationFeatureSet::All);
        let row = OrganizationRow::new(&context.node.entropy, management, feature_set);
        let now = context.node.clock.now();
        let identity = &context.node.identity;
        let organization = identity
            .change("organizations.organization.create", Changed::Account(management), move |transaction| {
                if account::membership(transaction, &management)?.is_some() {
                    return Err(fault::already_in_organization());
                }
                found(transaction, &row, now)?;
                Ok(row.shown(transaction)?)
            })
            .await?;
        Ok(CreateOrganizationResponse { organization: Some(organization) })
    }
}

operation! {
    /// The organization that the caller's account is in. Members may ask too.
    DescribeOrganization(DescribeOrganizationRequest) -> DescribeOrganizationResponse,
    access(_, _) { access::anything("DescribeOrganization") },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let organization = database
            .snapshot("organizations.organization.describe", move |transaction| {
                Ok::<_, Error<Fault>>(require(transaction, &account)?.shown(transaction)?)
            })
            .await?;
        Ok(DescribeOrganizationResponse { organization: Some(organization) })
    }
}

operation! {
    /// Deletes an organization that has no other account, no unit and no policy any more.
    DeleteOrganization(DeleteOrganizationRequest) -> DeleteOrganizationResponse,
    access(_, _) { access::whole("DeleteOrganization") },
    run(context, _input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.organization.delete", Changed::AllAccounts, move |transaction| {
                let organization = require(transaction, &account)?;
                let accounts = account::store::list(transaction, &organization.id, None, "", 2)?;
                let units = unit::store::children(transaction, &organization.id, &organization.root, "", 1)?;
                if accounts.len() > 1 || !units.is_empty() || policy::store::any(transaction, &organization.id)? {
                    return Err(fault::not_empty());
                }
                for target in [&organization.root, organization.management.as_str()] {
                    attachment::store::delete_target(transaction, &organization.id, target)?;
                }
                tag::store::delete_organization(transaction, &organization.id)?;
                account_request::delete_organization(transaction, &organization.id)?;
                account::store::remove(transaction, &organization.management)?;
                Ok::<_, Error<Fault>>(store::delete(transaction, &organization.id)?)
            })
            .await?;
        Ok(DeleteOrganizationResponse {})
    }
}

operation! {
    /// Turns an organization of consolidated billing into one of all features. Every account of it was made in it or is
    /// its operator's, so no account has to agree, and the change takes effect at once.
    EnableAllFeatures(EnableAllFeaturesRequest) -> EnableAllFeaturesResponse,
    access(_, _) { access::whole("EnableAllFeatures") },
    run(context, _input) {
        let account = context.call.account;
        let now = context.node.clock.now();
        let handshake = id::handshake(&context.node.entropy);
        let identity = &context.node.identity;
        let organization = identity
            .change("organizations.organization.enable", Changed::AllAccounts, move |transaction| {
                let mut organization = require(transaction, &account)?;
                if organization.feature_set == OrganizationFeatureSet::All {
                    return Err(Error::Fault(Fault::HandshakeConstraintViolation {
                        message: "The organization has all features enabled already.".to_owned(),
                        reason: Some("ORGANIZATION_ALREADY_HAS_ALL_FEATURES".to_owned()),
                    }));
                }
                organization.feature_set = OrganizationFeatureSet::All;
                organization.service_control = true;
                store::update(transaction, &organization)?;
                attachment::enable(transaction, &organization, policy::PolicyKind::ServiceControl)?;
                Ok(organization)
            })
            .await?;
        Ok(EnableAllFeaturesResponse {
            handshake: Some(Handshake {
                arn: Some(format!(
                    "{}:handshake/{}/enable_all_features/{handshake}",
                    organization.prefix(),
                    organization.id
                )),
                id: Some(handshake),
                parties: Some(vec![HandshakeParty {
                    id: organization.id.clone(),
                    r#type: HandshakePartyType::Organization,
                }]),
                state: Some(HandshakeState::Accepted),
                requested_timestamp: Some(now),
                expiration_timestamp: Some(now),
                action: Some(ActionType::EnableAllFeatures),
                resources: Some(vec![HandshakeResource {
                    value: Some(organization.id),
                    r#type: Some(HandshakeResourceType::Organization),
                    resources: None,
                }]),
            }),
        })
    }
}
