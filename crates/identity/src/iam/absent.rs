//! What IAM has and an account here has none of, because it cannot be made here: second factors, passwords, keys and certificates of
//! other services, SAML providers. Lists of them are empty. The operations that would make them are not served.

use wharf_aws::iam::*;

use super::{access, access_key, fault, page};
use wharf_kernel::operation::operation;
use wharf_kernel::{Context, Error};

/// The one page that a list of nothing has. A marker is none that was given.
fn page(context: &Context<'_>, marker: Option<&str>, max_items: Option<i64>) -> Result<(), Error<Fault>> {
    page::begin(context, &["absent"], marker, max_items).map(drop)
}

macro_rules! absent_of_users {
    ($(#[$meta:meta])* $list:ident $input:ident $output:ident $member:ident) => {
        operation! {
            $(#[$meta])*
            $list($input) -> $output,
            access(input, _) { access::user_or_self(stringify!($list), input.user_name.as_deref()) },
            run(context, input) {
                access_key::holder(context, input.user_name).await?;
                page(context, input.marker.as_deref(), input.max_items)?;
                Ok($output { $member: Vec::new().into(), is_truncated: Some(false), marker: None })
            }
        }
    };
}

absent_of_users!(
    /// The second factors of a user.
    ListMFADevices ListMFADevicesRequest ListMFADevicesResponse mfa_devices
);
absent_of_users!(
    /// The keys of a user for AWS CodeCommit.
    ListSSHPublicKeys ListSSHPublicKeysRequest ListSSHPublicKeysResponse ssh_public_keys
);
absent_of_users!(
    /// The certificates that a user signs requests with.
    ListSigningCertificates ListSigningCertificatesRequest ListSigningCertificatesResponse certificates
);

operation! {
    /// The passwords of a user, or of all users, for other services.
    ListServiceSpecificCredentials(ListServiceSpecificCredentialsRequest) -> ListServiceSpecificCredentialsResponse,
    access(input, _) { access::user_or_self("ListServiceSpecificCredentials", input.user_name.as_deref()) },
    run(context, input) {
        if input.all_users != Some(true) {
            access_key::holder(context, input.user_name).await?;
        }
        page(context, input.marker.as_deref(), input.max_items)?;
        Ok(ListServiceSpecificCredentialsResponse {
            service_specific_credentials: Some(Vec::new()),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

operation! {
    /// The virtual second factors of the account.
    ListVirtualMFADevices(ListVirtualMFADevicesRequest) -> ListVirtualMFADevicesResponse,
    access(_, _) { access::anything("ListVirtualMFADevices") },
    run(context, input) {
        page(context, input.marker.as_deref(), input.max_items)?;
        Ok(ListVirtualMFADevicesResponse { virtual_mfa_devices: Vec::new(), is_truncated: Some(false), marker: None })
    }
}

operation! {
    /// The certificates of the account for load balancers.
    ListServerCertificates(ListServerCertificatesRequest) -> ListServerCertificatesResponse,
    access(_, _) { access::anything("ListServerCertificates") },
    run(context, input) {
        page(context, input.marker.as_deref(), input.max_items)?;
        Ok(ListServerCertificatesResponse {
            server_certificate_metadata_list: Vec::new(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

operation! {
    /// The SAML providers of the account.
    ListSAMLProviders(ListSAMLProvidersRequest) -> ListSAMLProvidersResponse,
    access(_, _) { access::anything("ListSAMLProviders") },
    run(_context, _input) { Ok(ListSAMLProvidersResponse { saml_provider_list: Some(Vec::new()) }) }
}

/// That a user has no password: the user must be there.
async fn no_login_profile(context: &Context<'_>, user: Option<String>) -> Error<Fault> {
    match access_key::holder(context, user).await {
        Ok((_, name)) => {
            // AWS says so of a root user.
            let name = if name.is_empty() { "null" } else { &name };
            fault::no_such_entity(format!("Login Profile for User {name} cannot be found."))
        }
        Err(error) => error,
    }
}

operation! {
    /// The password of a user.
    GetLoginProfile(GetLoginProfileRequest) -> GetLoginProfileResponse,
    access(input, _) { access::user_or_self("GetLoginProfile", input.user_name.as_deref()) },
    run(context, input) { Err(no_login_profile(context, input.user_name).await) }
}

operation! {
    /// Deletes the password of a user, as tools do before they delete the user.
    DeleteLoginProfile(DeleteLoginProfileRequest) -> DeleteLoginProfileResponse,
    access(input, _) { access::user_or_self("DeleteLoginProfile", input.user_name.as_deref()) },
    run(context, input) { Err(no_login_profile(context, input.user_name).await) }
}

operation! {
    /// The rules for passwords.
    GetAccountPasswordPolicy(GetAccountPasswordPolicyRequest) -> GetAccountPasswordPolicyResponse,
    access(_, _) { access::anything("GetAccountPasswordPolicy") },
    run(context, _input) {
        let account = &context.call.account;
        let text = format!("The Password Policy with domain name {account} cannot be found.");
        Err(fault::no_such_entity(text))
    }
}
