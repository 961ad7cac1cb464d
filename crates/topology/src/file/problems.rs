//! Mistakes, collected while the file is read.

use std::collections::BTreeSet;

use serde_saphyr::Location;
use wharf_aws::{Region, nearest};

use super::Problem;
use super::shape::Text;
use crate::pattern::Pattern;

/// Problems are collected; with any of them the result is not used.
#[derive(Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, at: &Text, message: impl Into<String>) {
        self.at(at.referenced, message);
    }

    pub(super) fn at(&mut self, place: Location, message: impl Into<String>) {
        self.0.push(Problem {
            line: place.line(),
            column: place.column(),
            message: message.into(),
        });
    }

    /// The index of a name in a list of names.
    pub(super) fn index(&mut self, names: &[String], name: &Text, what: &str) -> usize {
        let found = names.iter().position(|known| *known == name.value);
        found.unwrap_or_else(|| {
            self.add(
                name,
                format!(
                    "there is no {what} {}; there are: {}{}",
                    name.value,
                    names.join(", "),
                    meant(&name.value, names)
                ),
            );
            0
        })
    }

    pub(super) fn indexes(&mut self, names: &[String], wanted: &[Text], what: &str) -> Vec<usize> {
        wanted.iter().map(|name| self.index(names, name, what)).collect()
    }

    pub(super) fn one_of<T: Copy>(&mut self, text: &Text, words: &[(&str, T)], what: &str) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.add(text, no_word(&text.value, what, &known));
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn region(&mut self, text: &Text) -> Option<Region> {
        let spelled = Region::spelled(&text.value);
        spelled
            .inspect_err(|error| self.add(text, format!("{} is no Region: {error}", text.value)))
            .ok()
    }

    /// Regions, each of them once.
    pub(super) fn regions(&mut self, texts: &[Text]) -> Vec<Region> {
        let mut regions: Vec<Region> = Vec::new();
        let mut seen = BTreeSet::new();
        for text in texts {
            let Some(region) = self.region(text) else { continue };
            match seen.insert(region.clone()) {
                true => regions.push(region),
                false => self.add(text, format!("{region} is there twice")),
            }
        }
        regions
    }

    pub(super) fn patterns(&mut self, texts: Option<Vec<Text>>) -> Vec<Pattern> {
        let Some(texts) = texts else {
            return vec![Pattern::all()];
        };
        texts.iter().filter_map(|text| self.pattern(text)).collect()
    }

    pub(super) fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        let pattern = Pattern::parse(&text.value);
        if pattern.is_none() {
            self.add(
                text,
                format!(
                    "{} is no pattern of repository names: team/app, team/*, *",
                    text.value
                ),
            );
        }
        pattern
    }
}

/// What is said of a word that is none of those that can stand there.
pub(super) fn no_word(text: &str, what: &str, words: &[&str]) -> String {
    let hint = meant(text, words);
    format!("{text} is no {what}: it is one of {}{hint}", words.join(", "))
}

/// Which of the names was probably meant; nothing where none is near.
pub(super) fn meant<N: AsRef<str>>(typed: &str, names: &[N]) -> String {
    let near = nearest(typed, names.iter().map(AsRef::as_ref));
    near.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
