//! The registries of others that workloads may pull from.

use serde_saphyr::Spanned;
use wharf_aws::AccountId;

use super::problems::Problems;
use super::shape::Digits;
use crate::company::{APPROVED, Guardrail};

pub(super) fn approved(
    problems: &mut Problems,
    written: Option<Vec<Spanned<Digits>>>,
    guardrails: &[Guardrail],
) -> Vec<AccountId> {
    let Some(written) = written else {
        return APPROVED.iter().filter_map(|id| id.parse().ok()).collect();
    };
    let hear = [Guardrail::ApprovedRegistries, Guardrail::Regions];
    let is_heard = hear.iter().any(|guardrail| guardrails.contains(guardrail));
    let mut approved: Vec<AccountId> = Vec::new();
    for id in written {
        if !is_heard {
            problems.at(
                id.referenced,
                "`approved` says what the guardrails approved-registries and regions let through, and the file has neither",
            );
            break;
        }
        match id.value.0.parse::<AccountId>() {
            Ok(known) if approved.contains(&known) => {
                problems.at(id.referenced, format!("{known} is there twice"));
            }
            Ok(known) => approved.push(known),
            Err(_) => problems.at(
                id.referenced,
                format!("{} is no account id: it has 12 digits", id.value.0),
            ),
        }
    }
    approved
}
