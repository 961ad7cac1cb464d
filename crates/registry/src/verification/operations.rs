//! Verify now.

use wharf_aws::wharf::*;

use super::{Checked, Finding, Position, Stepped, Verify, What, step};
use wharf_kernel::operation::operation;
use wharf_kernel::page::of_region;
use wharf_kernel::space::Room;
use wharf_kernel::{Access, Error, Purpose, Unavailable};

/// What the positions of verifications are sealed for.
const VERIFICATION: &[&str] = &["VerifyStore"];

fn what(what: What) -> VerificationFindingType {
    match what {
        What::Table => VerificationFindingType::Table,
        What::AlteredBlob => VerificationFindingType::AlteredBlob,
        What::UnreadableBlob => VerificationFindingType::UnreadableBlob,
        What::MissingBytes => VerificationFindingType::MissingBytes,
        What::ShortBytes => VerificationFindingType::ShortBytes,
        What::AlteredManifest => VerificationFindingType::AlteredManifest,
        What::MissingManifest => VerificationFindingType::MissingManifest,
        What::MissingLayer => VerificationFindingType::MissingLayer,
        What::MissingImage => VerificationFindingType::MissingImage,
        What::WrongReferences => VerificationFindingType::WrongReferences,
        What::WrongTag => VerificationFindingType::WrongTag,
        What::WrongCount => VerificationFindingType::WrongCount,
    }
}

fn shown(finding: Finding) -> VerificationFinding {
    VerificationFinding {
        what: what(finding.what),
        account_id: finding.account.and_then(|account| account.parse().ok()),
        repository_name: finding.repository,
        digest: finding.digest,
        detail: finding.detail,
        mended: finding.is_mended,
    }
}

fn counted(checked: Checked) -> VerificationCounts {
    let figure = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    VerificationCounts {
        blobs: figure(checked.blobs),
        bytes: figure(checked.bytes),
        locked_blobs: figure(checked.locked_blobs),
        locked_manifests: figure(checked.locked_manifests),
        layers: figure(checked.layers),
        images: figure(checked.images),
        deleted_images: figure(checked.deleted_images),
        referrers_without_subject: figure(checked.referrers_without_subject),
        damaged: figure(checked.damaged),
        mended: figure(checked.mended),
    }
}

/// What is said of a Region whose database or files cannot be used.
fn not_opened(why: String) -> VerifyStoreResponse {
    let detail = format!("the Region does not open: {why}");
    broken_off_with(Checked::default(), Vec::new(), detail)
}

/// What is said where rows cannot be read that all that follows needs.
fn broken_off(before: Checked, findings: Vec<VerificationFinding>, why: &str) -> VerifyStoreResponse {
    let detail = format!(
        "what follows could not be read, neither rows nor bytes: {why}; put back a copy, or copy what can still be read into a new one"
    );
    broken_off_with(before, findings, detail)
}

/// Counts are those of the steps that came to their end; what this one found is added.
fn broken_off_with(
    before: Checked,
    mut findings: Vec<VerificationFinding>,
    detail: String,
) -> VerifyStoreResponse {
    findings.push(shown(Finding {
        what: What::Table,
        account: None,
        repository: None,
        digest: None,
        detail,
        is_mended: false,
    }));
    let mended = findings.iter().filter(|finding| finding.mended).count() as u64;
    let checked = Checked {
        damaged: before.damaged + findings.len() as u64 - mended,
        mended: before.mended + mended,
        ..before
    };
    VerifyStoreResponse {
        findings,
        checked: counted(checked),
        position: None,
    }
}

operation! {
    /// Does a step of a verification of the Region, and says what it found, what was looked at since it began, and from where the next
    /// one goes on. Without a position that was the last one.
    VerifyStore(VerifyStoreRequest) -> VerifyStoreResponse,
    access(_, _) { vec![Access::node("VerifyStore")] },
    run(context, input) {
        let node = context.node;
        let cell = match context.cell().await {
            // Not even opened: that is what was found.
            Err(Unavailable::Internal(why) | Unavailable::Damaged(why) | Unavailable::Closed(why)) => return Ok(not_opened(why)),
            cell => cell?,
        };
        let binding = of_region(context, VERIFICATION);
        let opened = input.position.as_deref().map(|position| {
            let plain = node.sealer.open_text(Purpose::NextToken, &binding, position)?;
            std::str::from_utf8(&plain).ok()?.parse().ok()
        });
        let from: Position = match opened {
            Some(position) => position.ok_or_else(|| Error::Invalid("Invalid position".to_owned()))?,
            None => Position::default(),
        };
        let how = Verify { repair: input.repair.unwrap_or(false), rate: None };
        if how.repair {
            // To look needs no space, and a full disk is a reason to.
            if node.settings.read_only {
                return Err(Error::ReadOnly);
            }
            node.space.admit(Room::More).await?;
        }
        let before = from.checked;
        let mut findings = Vec::new();
        let mut report = |finding: Finding| findings.push(shown(finding));
        let stepped = step(node, &cell, how, from, &mut report).await;
        let (position, checked) = match stepped {
            // The tables that were found damaged before it are told, and that it ends here.
            Err(Unavailable::Damaged(why)) => return Ok(broken_off(before, findings, &why)),
            Err(other) => return Err(other.into()),
            Ok(Stepped::Done(checked)) => (None, checked),
            Ok(Stepped::To(position)) => {
                let text = position.to_string();
                let sealed = node.sealer.seal_text(Purpose::NextToken, &binding, text.as_bytes());
                (Some(sealed), position.checked)
            }
        };
        Ok(VerifyStoreResponse { findings, checked: counted(checked), position })
    }
}
