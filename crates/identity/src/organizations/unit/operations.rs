//! Make, describe, rename and delete units.

use wharf_aws::organizations::*;

use super::{MAX_DEPTH, UnitRow, line, require, shown, store};
use crate::organizations::{access, attachment, fault, id, member, organization, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

/// Units of an organization (AWS Organizations User Guide, *Quotas*).
const MAX_UNITS: i64 = 2_000;

operation! {
    /// Makes a unit below the root or another unit.
    CreateOrganizationalUnit(CreateOrganizationalUnitRequest) -> CreateOrganizationalUnitResponse,
    check(input) { tag::check_new(input.tags.as_deref()) },
    access(input, _) {
        access::with_tags(access::on("CreateOrganizationalUnit", &input.parent_id), input.tags.as_deref())
    },
    run(context, input) {
        let account = context.call.account;
        let tags = input.tags.unwrap_or_default();
        let entropy = context.node.entropy.clone();
        let identity = &context.node.identity;
        let unit = identity
            .change("organizations.unit.create", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let above = line(transaction, &organization, &input.parent_id)?.ok_or_else(fault::parent_not_found)?;
                if above.len() > MAX_DEPTH {
                    let text = "You have exceeded the allowed OU depth for this organization.";
                    return Err(fault::constraint("OU_DEPTH_LIMIT_EXCEEDED", text));
                }
                if store::count(transaction, &organization.id)? >= MAX_UNITS {
                    let text = "You have exceeded the number of OUs that an organization can have.";
                    return Err(fault::constraint("OU_NUMBER_LIMIT_EXCEEDED", text));
                }
                let unit = UnitRow {
                    id: id::unit(&entropy, &organization.root),
                    parent: input.parent_id.clone(),
                    name: input.name.clone(),
                };
                if !store::insert(transaction, &organization.id, &unit)? {
                    return Err(fault::duplicate_unit());
                }
                attachment::attach_defaults(transaction, &organization, &unit.id)?;
                tag::put(transaction, &organization.id, &unit.id, &tags)?;
                Ok(shown(transaction, &organization, &unit)?)
            })
            .await?;
        Ok(CreateOrganizationalUnitResponse { organizational_unit: Some(unit) })
    }
}

operation! {
    /// One unit.
    DescribeOrganizationalUnit(DescribeOrganizationalUnitRequest) -> DescribeOrganizationalUnitResponse,
    access(input, _) { access::on("DescribeOrganizationalUnit", &input.organizational_unit_id) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let unit = database
            .snapshot("organizations.unit.describe", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let unit = require(transaction, &organization, &input.organizational_unit_id)?;
                Ok::<_, Error<Fault>>(shown(transaction, &organization, &unit)?)
            })
            .await?;
        Ok(DescribeOrganizationalUnitResponse { organizational_unit: Some(unit) })
    }
}

operation! {
    /// Renames a unit; what is in it and attached to it stays.
    UpdateOrganizationalUnit(UpdateOrganizationalUnitRequest) -> UpdateOrganizationalUnitResponse,
    access(input, _) { access::on("UpdateOrganizationalUnit", &input.organizational_unit_id) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        let unit = identity
            .change("organizations.unit.update", Changed::Account(account), move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let mut unit = require(transaction, &organization, &input.organizational_unit_id)?;
                if let Some(name) = input.name.clone().filter(|name| *name != unit.name) {
                    if store::find_by_name(transaction, &organization.id, &unit.parent, &name)?.is_some() {
                        return Err(fault::duplicate_unit());
                    }
                    store::rename(transaction, &organization.id, &unit.id, &name)?;
                    unit.name = name;
                }
                Ok(shown(transaction, &organization, &unit)?)
            })
            .await?;
        Ok(UpdateOrganizationalUnitResponse { organizational_unit: Some(unit) })
    }
}

operation! {
    /// Deletes a unit that holds nothing any more.
    DeleteOrganizationalUnit(DeleteOrganizationalUnitRequest) -> DeleteOrganizationalUnitResponse,
    access(input, _) { access::on("DeleteOrganizationalUnit", &input.organizational_unit_id) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.unit.delete", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let unit = require(transaction, &organization, &input.organizational_unit_id)?;
                let of = organization.id.as_str();
                let units = store::children(transaction, of, &unit.id, "", 1)?;
                let accounts = member::store::list(transaction, of, Some(&unit.id), "", 1)?;
                if !units.is_empty() || !accounts.is_empty() {
                    return Err(fault::unit_not_empty());
                }
                attachment::store::delete_target(transaction, of, &unit.id)?;
                tag::store::delete_all(transaction, of, &unit.id)?;
                Ok::<_, Error<Fault>>(store::delete(transaction, of, &unit.id)?)
            })
            .await?;
        Ok(DeleteOrganizationalUnitResponse {})
    }
}
