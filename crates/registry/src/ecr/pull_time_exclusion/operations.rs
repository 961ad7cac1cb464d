//! Register, deregister and list principals (Amazon ECR API Reference).

use wharf_aws::ecr::{
    DeregisterPullTimeUpdateExclusionRequest, DeregisterPullTimeUpdateExclusionResponse, Fault,
    ListPullTimeUpdateExclusionsRequest, ListPullTimeUpdateExclusionsResponse,
    RegisterPullTimeUpdateExclusionRequest, RegisterPullTimeUpdateExclusionResponse,
};

use super::super::fault::limit_exceeded;
use super::super::paging::{Cursor, page_size};
use super::{MOST, store};
use crate::ecr::revision;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `RegisterPullTimeUpdateExclusion`.
    RegisterPullTimeUpdateExclusion(RegisterPullTimeUpdateExclusionRequest) -> RegisterPullTimeUpdateExclusionResponse,
    access(_, call) {
        vec![Access::registry("RegisterPullTimeUpdateExclusion", &call.account)]
    },
    run(context, input) {
        let principal = input.principal_arn;
        let (registry, now) = (context.call.account, context.node.clock.now());
        let added = principal.clone();
        let change = move |transaction: &mut wharf_sql::Transaction<'_>, scope: &wharf_sql::Scope| {
            if !store::insert(transaction, scope, &added, now)? {
                let message = format!(
                    "A pull time update exclusion for '{added}' already exists in the registry with id '{registry}'"
                );
                return Err(Error::Fault(Fault::ExclusionAlreadyExists { message }));
            }
            if store::count(transaction, scope)? > MOST {
                let message = format!("A registry can have at most {MOST} pull time update exclusions");
                return Err(limit_exceeded(message).into());
            }
            Ok(())
        };
        let cell = context.cell().await?;
        revision::change(&cell, "ecr.pull_time_exclusion.register", &registry, change)
            .await?;
        Ok(RegisterPullTimeUpdateExclusionResponse {
            principal_arn: Some(principal),
            created_at: Some(now),
        })
    }
}

operation! {
    /// `DeregisterPullTimeUpdateExclusion`.
    DeregisterPullTimeUpdateExclusion(DeregisterPullTimeUpdateExclusionRequest) -> DeregisterPullTimeUpdateExclusionResponse,
    access(_, call) {
        vec![Access::registry(
            "DeregisterPullTimeUpdateExclusion",
            &call.account,
        )]
    },
    run(context, input) {
        let principal = input.principal_arn;
        let (registry, removed) = (context.call.account, principal.clone());
        let change = move |transaction: &mut wharf_sql::Transaction<'_>, scope: &wharf_sql::Scope| {
            if store::delete(transaction, scope, &removed)? {
                return Ok(());
            }
            let message = format!(
                "A pull time update exclusion for '{removed}' does not exist in the registry with id '{registry}'"
            );
            Err(Error::Fault(Fault::ExclusionNotFound { message }))
        };
        let cell = context.cell().await?;
        revision::change(&cell, "ecr.pull_time_exclusion.deregister", &registry, change)
            .await?;
        Ok(DeregisterPullTimeUpdateExclusionResponse {
            principal_arn: Some(principal),
        })
    }
}

operation! {
    /// `ListPullTimeUpdateExclusions`.
    ListPullTimeUpdateExclusions(ListPullTimeUpdateExclusionsRequest) -> ListPullTimeUpdateExclusionsResponse,
    access(_, call) {
        vec![Access::registry("ListPullTimeUpdateExclusions", &call.account)]
    },
    run(context, input) {
        let registry = context.call.account;
        let scope = context.scope(&registry);
        let cursor = Cursor::of(&[
            "ListPullTimeUpdateExclusions",
            registry.as_str(),
            context.call.region.as_str(),
        ]);
        let [after] = cursor.decode(context, input.next_token.as_deref())?;
        // The list of an answer has at most a hundred.
        let size = page_size(input.max_results, (MOST, MOST));
        let cell = context.cell().await?;
        let mut page = store::list(&cell.database, &scope, &after, size + 1).await?;
        let more = page.len() > size;
        page.truncate(size);
        let next_token = page
            .last()
            .filter(|_| more)
            .map(|last| cursor.encode(context, &[last]));
        Ok(ListPullTimeUpdateExclusionsResponse {
            pull_time_update_exclusions: Some(page),
            next_token,
        })
    }
}
