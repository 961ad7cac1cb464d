//! Turn an organization of consolidated billing into one of all features.

use wharf_aws::organizations::*;

use super::policy_kind::PolicyKind;
use super::{access, attachment, id, organization};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

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
                let mut organization = organization::require(transaction, &account)?;
                if organization.feature_set == OrganizationFeatureSet::All {
                    return Err(Error::Fault(Fault::HandshakeConstraintViolation {
                        message: "The organization has all features enabled already.".to_owned(),
                        reason: Some("ORGANIZATION_ALREADY_HAS_ALL_FEATURES".to_owned()),
                    }));
                }
                organization.feature_set = OrganizationFeatureSet::All;
                organization.service_control = true;
                organization::update(transaction, &organization)?;
                attachment::enable(transaction, &organization, PolicyKind::ServiceControl)?;
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
