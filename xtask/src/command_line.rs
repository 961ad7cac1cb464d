//! The words of a task's command line: options, some of which have a value.

use std::error::Error;
use std::str::FromStr;

use anyhow::Context as _;

/// Words that are read one after the other.
pub struct Words<'a> {
    left: std::slice::Iter<'a, String>,
    usage: &'a str,
    option: &'a str,
}

impl<'a> Words<'a> {
    /// The words after a task's name, and what is printed where one is wrong.
    pub fn new(words: &'a [String], usage: &'a str) -> Words<'a> {
        Words {
            left: words.iter(),
            usage,
            option: "",
        }
    }

    /// The next option, or any other word that stands there.
    pub fn option(&mut self) -> Option<&'a str> {
        self.option = self.left.next()?;
        Some(self.option)
    }

    /// The value of the option that was given last.
    pub fn value<T>(&mut self) -> anyhow::Result<T>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        let (option, usage) = (self.option, self.usage);
        let text = self.left.next();
        let text = text.with_context(|| format!("{option} needs a value\n\n{usage}"))?;
        text.parse().with_context(|| format!("{option} {text}"))
    }

    /// What to say of an option that there is not.
    pub fn unknown(&self) -> anyhow::Error {
        anyhow::anyhow!("unknown option {}\n\n{}", self.option, self.usage)
    }
}
