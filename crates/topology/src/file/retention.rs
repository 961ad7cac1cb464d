//! How long images stay, and the templates of repositories.

use super::problems::Problems;
use super::shape::{self, Named};
use crate::pattern::Pattern;
use crate::retention::{Retention, Template};

/// Days that AWS and Wharf keep an archived image at least.
const LEAST_ARCHIVED: u64 = 90;

pub(super) fn retention(problems: &mut Problems, named: Named<shape::Retention>) -> Vec<Retention> {
    let mut retentions = Vec::new();
    for (pattern, given) in named.0 {
        let shape::Retention {
            images,
            untagged_days,
            unused_days,
            archived_days,
        } = given;
        let numbers = [images, untagged_days, unused_days, archived_days];
        if numbers.iter().all(Option::is_none) {
            problems.add(
                &pattern,
                "say images, untagged_days, unused_days or archived_days",
            );
        }
        if numbers.contains(&Some(0)) {
            problems.add(&pattern, "a number is at least 1");
        }
        if images.is_some() && unused_days.is_some() {
            problems.add(
                &pattern,
                "images and unused_days exclude each other: the first rule that looks at an image is the last one that \
                 does",
            );
        }
        if archived_days.is_some_and(|days| days < LEAST_ARCHIVED) {
            problems.add(
                &pattern,
                format!(
                    "archived_days is at least {LEAST_ARCHIVED}: an archived image stays at least that long"
                ),
            );
        }
        if let Some(repositories) = problems.pattern(&pattern) {
            retentions.push(Retention {
                repositories,
                images,
                untagged_days,
                unused_days,
                archived_days,
            });
        }
    }
    retentions
}

pub(super) fn templates(problems: &mut Problems, named: Named<Option<shape::Template>>) -> Vec<Template> {
    let mut templates = Vec::new();
    for (prefix, given) in named.0 {
        let name = prefix.value.trim_end_matches('/');
        let is_name = name == Template::ROOT || (!name.contains('*') && Pattern::parse(name).is_some());
        if !is_name {
            problems.add(
                &prefix,
                format!(
                    "{} is no prefix of repository names: team, team/part, or ROOT for all",
                    prefix.value
                ),
            );
        }
        templates.push(Template {
            prefix: name.to_owned(),
            immutable: given.unwrap_or_default().immutable,
        });
    }
    templates
}
