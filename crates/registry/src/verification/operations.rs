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
    let checked = Checked {
        damaged: 1,
        ..Checked::default()
    };
    let finding = Finding {
        what: What::Table,
        account: None,
        repository: None,
        digest: None,
        detail: format!("the Region does not open: {why}"),
        is_mended: false,
    };
    VerifyStoreResponse {
        findings: vec![shown(finding)],
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
        let mut findings = Vec::new();
        let mut report = |finding: Finding| findings.push(shown(finding));
        let (position, checked) = match step(node, &cell, how, from, &mut report).await? {
            Stepped::Done(checked) => (None, checked),
            Stepped::To(position) => {
                let text = position.to_string();
                let sealed = node.sealer.seal_text(Purpose::NextToken, &binding, text.as_bytes());
                (Some(sealed), position.checked)
            }
        };
        Ok(VerifyStoreResponse { findings, checked: counted(checked), position })
    }
}
