//! New accounts of an organization, each with a role that its management account can assume.

use wharf_aws::AccountId;
use wharf_aws::organizations::*;
use wharf_sql::Transaction;

use super::join;
use crate::iam::access_key::{self, KeyRow};
use crate::iam::account::{self, CreateAccountError};
use crate::iam::entity::{EntityKind, EntityRow};
use crate::iam::{attachment, role};
use crate::organizations::account_request::{self, RequestRow};
use crate::organizations::member::Joined;
use crate::organizations::organization::{self, OrganizationRow};
use crate::organizations::{access, fault, id, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Entropy, Error, Identity, Unavailable};

/// The role that the management account assumes in accounts that were made in its organization.
pub const ACCESS_ROLE: &str = "OrganizationAccountAccessRole";
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// Makes the account's role for the management account, and puts the account into the organization's root.
fn settle(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    account: &account::Account,
    role_name: &str,
    entropy: &Entropy,
) -> Result<(), Unavailable> {
    let (id, now) = (account.id, account.created_at);
    join(transaction, organization, &id, Joined::Created, now)?;
    let trust = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": format!("arn:aws:iam::{}:root", organization.management) },
            "Action": "sts:AssumeRole",
        }],
    });
    let row = EntityRow::new(&id, EntityKind::Role, None, role_name.to_owned(), now, entropy);
    role::insert(
        transaction,
        &row,
        &trust.to_string(),
        role::DEFAULT_SESSION_SECONDS,
    )
    .map_err(|error| match error {
        Error::Unavailable(unavailable) => unavailable,
        other => Unavailable::Internal(format!("the role of a new account: {other}")),
    })?;
    Ok(attachment::store::attach(
        transaction,
        &id,
        &row.id,
        ADMINISTRATOR,
    )?)
}

operation! {
    /// Makes an account in the organization's root, with the id that is asked for if one is. What AWS does in the
    /// background is done when this answers.
    CreateAccount(CreateAccountRequest) -> CreateAccountResponse,
    check(input) { tag::check_new(input.tags.as_deref()) },
    access(input, _) { access::with_tags(access::whole("CreateAccount"), input.tags.as_deref()) },
    run(context, input) {
        let (caller, now) = (context.call.account, context.node.clock.now());
        let entropy = context.node.entropy.clone();
        // An organization file may say the id; AWS's own clients never do.
        let (new, is_given) = match input.account_id {
            Some(given) => (given, true),
            None => {
                let drawn = id::account(&entropy).parse::<AccountId>();
                (drawn.map_err(|_| Unavailable::Internal("an account's id".to_owned()))?, false)
            }
        };
        if is_given && let Some(region) = context.node.holdings.region_of(context.node, &new).await? {
            let has_it = account::find(&context.node.identity, &new).await.map_err(Unavailable::from)?;
            if has_it.is_none() {
                return Err(fault::invalid("INVALID_PATTERN", &account::had_repositories(&new, &region)));
            }
        }
        let request = id::account_request(&entropy);
        let tags = input.tags.unwrap_or_default();
        let identity = &context.node.identity;
        let request = identity
            .change("organizations.account.create", Changed::Account(new), move |transaction| {
                let organization = organization::require(transaction, &caller)?;
                let mut request = RequestRow {
                    id: request.clone(),
                    account_name: input.account_name.clone(),
                    requested_at: now,
                    outcome: Ok(new),
                };
                let account = account::Account {
                    id: new,
                    name: input.account_name.clone(),
                    email: Some(input.email.clone()),
                    created_at: now,
                    closed_at: None,
                };
                if account::has_email(transaction, &input.email)? {
                    request.outcome = Err(CreateAccountFailureReason::EmailAlreadyExists);
                } else if !account::insert_if_absent(transaction, &account)? {
                    if is_given {
                        return Err(fault::invalid("INVALID_PATTERN", "The account id is taken."));
                    }
                    // Another account has the twelve digits that were drawn.
                    return Err(fault::concurrent());
                } else {
                    let role = input.role_name.as_deref().unwrap_or(ACCESS_ROLE);
                    settle(transaction, &organization, &account, role, &entropy)?;
                    tag::put(transaction, &organization.id, new.as_str(), &tags)?;
                }
                account_request::insert(transaction, &organization.id, &request)?;
                Ok(request)
            })
            .await?;
        Ok(CreateAccountResponse { create_account_status: Some(request.shown()) })
    }
}

/// Makes an account as the operator wants it, with a key of its root user: in the organization, when there is exactly one, with
/// the role that its management account assumes.
///
/// # Errors
/// The id or the address is taken; the database fails.
pub(crate) async fn create(
    identity: &Identity,
    entropy: &Entropy,
    account: account::Account,
    key: KeyRow,
) -> Result<(), CreateAccountError> {
    let entropy = entropy.clone();
    identity
        .change(
            "organizations.account.operator",
            Changed::Account(account.id),
            move |transaction| {
                if let Some(email) = &account.email
                    && account::has_email(transaction, email)?
                {
                    return Err(CreateAccountError::EmailTaken(email.clone()));
                }
                if !account::insert_if_absent(transaction, &account)? {
                    return Err(CreateAccountError::Exists(account.id));
                }
                if let Some(organization) = organization::the_only_one(transaction)? {
                    settle(transaction, &organization, &account, ACCESS_ROLE, &entropy)?;
                }
                Ok(access_key::insert_row(transaction, &key)?)
            },
        )
        .await
}
