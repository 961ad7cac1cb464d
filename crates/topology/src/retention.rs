//! How long images stay, and what repositories get that are made automatically.

use crate::pattern::Pattern;

/// How long the images of some repositories stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Which repositories; of several that cover a name, the longest pattern counts.
    pub repositories: Pattern,
    /// This many stay, the youngest; all of them when `None`.
    pub images: Option<u64>,
    /// Days after which an image without a tag goes.
    pub untagged_days: Option<u64>,
    /// Days without a pull after which an image goes to the archive.
    pub unused_days: Option<u64>,
    /// Days after which an archived image goes for good.
    pub archived_days: Option<u64>,
}

/// How a push makes a repository under a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The prefix, without a slash behind it; `ROOT` is for all names.
    pub prefix: String,
    /// Whether the tags of what it makes stay what they are.
    pub immutable: bool,
}

impl Template {
    /// The prefix that is for all names.
    pub const ROOT: &'static str = "ROOT";

    /// The names of what it makes.
    pub fn pattern(&self) -> Pattern {
        Template::names(&self.prefix)
    }

    /// The names of what a template of a prefix makes.
    pub(crate) fn names(prefix: &str) -> Pattern {
        match prefix {
            Template::ROOT => Pattern::all(),
            prefix => Pattern(format!("{prefix}/*")),
        }
    }

    /// What it makes of the names under a pattern.
    pub fn within(&self, pattern: &Pattern) -> Option<Pattern> {
        let own = self.pattern();
        let (own, other) = (own.as_str(), pattern.as_str());
        // Each is a beginning with a star behind it, or one of a push that may have stars anywhere.
        let begins = |text: &str, pattern: &str| {
            let beginning = pattern.strip_suffix('*').unwrap_or(pattern);
            text.starts_with(beginning)
        };
        if begins(other, own) {
            return Some(pattern.clone());
        }
        let beginning = other.split('*').next().unwrap_or_default();
        let plain = other.strip_suffix('*').is_some_and(|rest| rest == beginning);
        (plain && begins(own, other)).then(|| self.pattern())
    }
}

/// What holds for a repository of that name, or for the names under a prefix: the longest pattern that covers it.
pub(crate) fn of<'a>(retentions: &'a [Retention], name: &str) -> Option<&'a Retention> {
    retentions
        .iter()
        .filter(|retention| retention.repositories.covers(name))
        .max_by_key(|retention| retention.repositories.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_makes_of_what_a_builder_pushes() {
        let template = |prefix: &str| Template {
            prefix: prefix.to_owned(),
            immutable: false,
        };
        for (prefix, push, expected) in [
            ("ROOT", "payments/*", Some("payments/*")),
            ("payments", "payments/*", Some("payments/*")),
            ("payments", "*", Some("payments/*")),
            ("payments", "pay*", Some("payments/*")),
            ("payments", "payments/api", Some("payments/api")),
            ("payments", "payments/web-*", Some("payments/web-*")),
            ("payments", "prod/*", None),
            ("payments", "payments", None),
            ("payments", "payments-x/*", None),
            ("payments", "*/api", None),
        ] {
            let push = Pattern::parse(push).unwrap();
            let found = template(prefix).within(&push);
            assert_eq!(
                found.as_ref().map(Pattern::as_str),
                expected,
                "{prefix} of {push}"
            );
        }
    }

    #[test]
    fn the_longest_pattern_counts() {
        let retention = |pattern: &str, images| Retention {
            repositories: Pattern::parse(pattern).unwrap(),
            images: Some(images),
            untagged_days: None,
            unused_days: None,
            archived_days: None,
        };
        let all = [
            retention("*", 1),
            retention("prod/*", 2),
            retention("prod/api", 3),
        ];
        let images = |name: &str| of(&all, name).and_then(|found| found.images);
        assert_eq!(
            [images("app"), images("prod/web"), images("prod/api")],
            [Some(1), Some(2), Some(3)]
        );
        assert_eq!(of(&all[1..], "app"), None);
    }
}
