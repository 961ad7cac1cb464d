//! Whether `wharf apply` and `wharf destroy` may begin. A person at a terminal is asked before much changes or anything goes; a script
//! says `--yes` where everything goes.

use std::fmt::Write as _;

use wharf_topology::reconcile::{Change, Effect, Mode};
use wharf_topology::{Company, live};

use super::{Direction, reconciled};
use crate::exit::Usage;
use crate::progress::Progress;
use crate::terminal;

/// More changes than this are asked about.
const LARGE: usize = 10;
/// How many of the things that go are named.
const NAMED: usize = 20;

/// What has to be known before it begins.
pub(super) enum Consent {
    /// Nothing.
    Given,
    /// Whether the person at the terminal agrees.
    Asked,
}

impl Consent {
    /// Refuses to take everything back where there is neither a terminal nor `--yes`. A script that applies needs neither: the file
    /// was reviewed, and `wharf plan` showed what it does.
    pub(super) fn of(mode: Mode, direction: Direction, yes: bool) -> anyhow::Result<Consent> {
        if mode == Mode::Plan || yes {
            return Ok(Consent::Given);
        }
        if terminal::is_there() {
            return Ok(Consent::Asked);
        }
        match direction {
            Direction::There => Ok(Consent::Given),
            Direction::Back => Err(Usage(
                "`wharf destroy` removes what the file made: --dry-run shows it, and --yes says that it may go".to_owned(),
            )
            .into()),
        }
    }
}

/// Says what would change, and asks where that is much or something goes.
pub(super) async fn ask(
    company: &Company,
    client: &live::Client,
    direction: Direction,
    progress: &Progress,
) -> anyhow::Result<()> {
    progress.begin("looking at what would change", "things");
    let (mut going, mut others) = (Vec::new(), 0);
    let mut looked_at = |change: &Change| match change.effect {
        Effect::Delete => going.push(change.what.clone()),
        Effect::Create | Effect::Update => others += 1,
        Effect::Same | Effect::Keep => {}
    };
    let work = reconciled(company, client, (Mode::Plan, direction), &mut looked_at);
    progress.beside(work).await?;
    match question(&going, others) {
        Some(question) => terminal::confirm(&question),
        None => Ok(()),
    }
}

/// What is asked, if anything.
fn question(going: &[String], others: usize) -> Option<String> {
    if going.is_empty() && others <= LARGE {
        return None;
    }
    let mut text = String::new();
    for what in going.iter().take(NAMED) {
        let _ = writeln!(text, "- {what}");
    }
    if let Some(more) = going.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more, which --dry-run shows");
    }
    let go = match going.len() {
        0 => String::new(),
        1 => "1 thing goes for good".to_owned(),
        count => format!("{count} things go for good"),
    };
    let change = match others {
        0 => String::new(),
        1 => "1 thing is made or changed".to_owned(),
        count => format!("{count} things are made or changed; --dry-run shows all"),
    };
    let is_both = !go.is_empty() && !change.is_empty();
    let _ = write!(text, "{go}{}{change}.", if is_both { ", " } else { "" });
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_is_much_is_asked_about() {
        assert_eq!(question(&[], LARGE), None);
        assert_eq!(
            question(&[], 11).unwrap(),
            "11 things are made or changed; --dry-run shows all."
        );
        let one = ["role ci in registry".to_owned()];
        assert_eq!(
            question(&one, 1).unwrap(),
            "- role ci in registry\n1 thing goes for good, 1 thing is made or changed."
        );
        let many: Vec<String> = (0..22).map(|number| format!("repository {number}")).collect();
        let said = question(&many, 0).unwrap();
        assert!(said.contains("- repository 19\n  and 2 more"), "{said}");
        assert!(said.ends_with("\n22 things go for good."), "{said}");
    }
}
