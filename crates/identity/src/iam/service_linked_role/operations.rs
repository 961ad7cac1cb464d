//! Make and delete the roles of services.

use wharf_aws::RequestId;
use wharf_aws::iam::*;

use super::{LinkedService, SERVICES, arn, path_of};
use crate::iam::entity::{EntityKind, EntityRow, store as entities};
use crate::iam::subject::{self, SERVICE_LINKED};
use crate::iam::{access, attachment, fault, role};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

const KIND: EntityKind = EntityKind::Role;

/// What is known of the service that a request names, whose suffix it may have.
fn require(input: &CreateServiceLinkedRoleRequest) -> Result<&'static LinkedService, Error<Fault>> {
    let name = &input.aws_service_name;
    let service = LinkedService::find(name).ok_or_else(|| {
        let known: Vec<&str> = SERVICES.iter().map(|service| service.name).collect();
        fault::invalid(format!(
            "No service-linked role of {name} is known here. Known are those of {}.",
            known.join(", ")
        ))
    })?;
    if input.custom_suffix.is_some() && !service.takes_suffix {
        return Err(fault::invalid(format!("Custom suffix is not allowed for {name}")));
    }
    Ok(service)
}

operation! {
    /// Makes the role of a service.
    CreateServiceLinkedRole(CreateServiceLinkedRoleRequest) -> CreateServiceLinkedRoleResponse,
    access(input, call) {
        let name = &input.aws_service_name;
        let suffix = input.custom_suffix.as_deref();
        let role = LinkedService::find(name).map(|service| service.role_name(suffix));
        let demands = access::arn("CreateServiceLinkedRole", &arn(&call.account, name, role.as_deref()));
        access::with(demands, "iam:AWSServiceName", Some(name))
    },
    run(context, input) {
        let service = require(&input)?;
        let (account, now) = (context.call.account, context.node.clock.now());
        let name = service.role_name(input.custom_suffix.as_deref());
        let path = Some(path_of(service.name));
        let mut role = EntityRow::new(&account, KIND, path, name, now, &context.node.entropy);
        role.description = input.description.unwrap_or_default();
        let identity = &context.node.identity;
        let made = identity
            .change("iam.service_linked_role.create", Changed::Account(account), move |transaction| {
                if entities::find(transaction, &account, KIND, &role.name)?.is_some() {
                    return Err(fault::invalid(format!(
                        "Service role name {} has been taken in this account, please try a different suffix.",
                        role.name
                    )));
                }
                role::insert(transaction, &role, &service.trust_policy(), role::DEFAULT_SESSION_SECONDS)?;
                attachment::store::attach(transaction, &account, &role.id, &service.policy_arn())?;
                Ok(role::shown(transaction, &role)?)
            })
            .await?;
        Ok(CreateServiceLinkedRoleResponse { role: Some(made) })
    }
}

operation! {
    /// Deletes the role of a service, at once: nothing here uses one.
    DeleteServiceLinkedRole(DeleteServiceLinkedRoleRequest) -> DeleteServiceLinkedRoleResponse,
    access(input, _) { access::role("DeleteServiceLinkedRole", &input.role_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        let role = identity
            .change("iam.service_linked_role.delete", Changed::Account(account), move |transaction| {
                let role = subject::find(transaction, &account, KIND, &input.role_name)?;
                if !role.path.starts_with(SERVICE_LINKED) {
                    return Err(fault::not_found(KIND, &input.role_name));
                }
                for policy in attachment::store::all(transaction, &account, &role.id)? {
                    attachment::store::detach(transaction, &account, &role.id, &policy)?;
                }
                role::remove(transaction, &role)?;
                Ok(role)
            })
            .await?;
        // An id like any of AWS's tasks.
        let task = RequestId::from_random(context.node.entropy.bytes());
        Ok(DeleteServiceLinkedRoleResponse { deletion_task_id: format!("task{}{}/{task}", role.path, role.name) })
    }
}

/// The service and the role of a task that deletes one: `task/aws-service-role/<service>/<role>/<id>`.
fn deleted(task: &str) -> Option<(&str, &str)> {
    let mut parts = task
        .strip_prefix("task")?
        .strip_prefix(SERVICE_LINKED)?
        .split('/');
    let (service, role, id) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && !id.is_empty() && !role.is_empty();
    (is_whole && LinkedService::find(service).is_some()).then_some((service, role))
}

operation! {
    /// How far a deletion is: it was done when `DeleteServiceLinkedRole` answered.
    GetServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusRequest) -> GetServiceLinkedRoleDeletionStatusResponse,
    access(input, call) {
        let (service, role) = deleted(&input.deletion_task_id).map_or(("*", None), |(service, role)| (service, Some(role)));
        access::arn("GetServiceLinkedRoleDeletionStatus", &arn(&call.account, service, role))
    },
    run(_context, input) {
        let task = &input.deletion_task_id;
        if deleted(task).is_none() {
            return Err(fault::no_such_entity(format!("The deletion task {task} cannot be found.")));
        }
        Ok(GetServiceLinkedRoleDeletionStatusResponse { status: DeletionTaskStatusType::Succeeded, reason: None })
    }
}
