//! What is below and above in the tree.

use wharf_aws::organizations::*;

use super::{is_parent, shown_all, store};
use crate::organizations::id::Kind;
use crate::organizations::{access, fault, member, organization, page};
use wharf_kernel::Error;
use wharf_kernel::operation::operation;

operation! {
    /// The units right below the root or a unit.
    ListOrganizationalUnitsForParent(ListOrganizationalUnitsForParentRequest) -> ListOrganizationalUnitsForParentResponse,
    access(input, _) { access::on("ListOrganizationalUnitsForParent", &input.parent_id) },
    run(context, input) {
        let list = ["units", &input.parent_id];
        let page = page::begin(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let units = database
            .snapshot("organizations.unit.list", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                if !is_parent(transaction, &organization, &input.parent_id)? {
                    return Err(fault::parent_not_found());
                }
                let units = store::children(transaction, &organization.id, &input.parent_id, &after, limit)?;
                Ok(shown_all(transaction, &organization, &units)?)
            })
            .await?;
        let (units, next_token) = page.finish(context, units, |unit| unit.id.clone().unwrap_or_default());
        Ok(ListOrganizationalUnitsForParentResponse { organizational_units: Some(units), next_token })
    }
}

operation! {
    /// The accounts or the units right below the root or a unit.
    ListChildren(ListChildrenRequest) -> ListChildrenResponse,
    access(input, _) { access::on("ListChildren", &input.parent_id) },
    run(context, input) {
        let list = ["children", &input.parent_id, input.child_type.as_str()];
        let page = page::begin(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
        let child_type = input.child_type;
        let database = context.node.identity.database();
        let ids = database
            .snapshot("organizations.unit.children", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let (of, parent) = (organization.id.as_str(), input.parent_id.as_str());
                if !is_parent(transaction, &organization, parent)? {
                    return Err(fault::parent_not_found());
                }
                Ok::<_, Error<Fault>>(match child_type {
                    ChildType::Account => {
                        let accounts = member::store::list(transaction, of, Some(parent), &after, limit)?;
                        accounts.iter().map(|member| member.account.to_string()).collect::<Vec<_>>()
                    }
                    ChildType::OrganizationalUnit => {
                        let units = store::children(transaction, of, parent, &after, limit)?;
                        units.into_iter().map(|unit| unit.id).collect()
                    }
                })
            })
            .await?;
        let (ids, next_token) = page.finish(context, ids, String::clone);
        let child = |id| Child { id: Some(id), r#type: Some(child_type) };
        Ok(ListChildrenResponse { children: Some(ids.into_iter().map(child).collect()), next_token })
    }
}

operation! {
    /// What is right above an account or a unit: always one.
    ListParents(ListParentsRequest) -> ListParentsResponse,
    access(input, _) { access::on("ListParents", &input.child_id) },
    run(context, input) {
        page::begin(context, &["parents", &input.child_id], input.next_token.as_deref(), input.max_results)?;
        let account = context.call.account;
        let database = context.node.identity.database();
        let parent = database
            .snapshot("organizations.unit.parents", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let parent = match Kind::of(&input.child_id) {
                    Some(Kind::Account) => member::find(transaction, &organization.id, &input.child_id)?
                        .map(|member| member.parent),
                    _ => store::find(transaction, &organization.id, &input.child_id)?.map(|unit| unit.parent),
                };
                let id = parent.ok_or_else(fault::child_not_found)?;
                let is_root = id == organization.root;
                let r#type = if is_root { ParentType::Root } else { ParentType::OrganizationalUnit };
                Ok::<_, Error<Fault>>(Parent { id: Some(id), r#type: Some(r#type) })
            })
            .await?;
        Ok(ListParentsResponse { parents: Some(vec![parent]), next_token: None })
    }
}
