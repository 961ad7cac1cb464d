//! Condition operators (IAM Reference, *JSON policy elements: Condition operators*): how they are spelled, and how a
//! request's value is compared with a policy's.

mod spelling;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wharf_aws::{Network, Timestamp};

use crate::account::AccountLife;
use crate::arn::ArnPattern;
use crate::glob::{Syntax, Template};
use crate::keys::{Context, Readings};

/// An operator with its prefix and suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) set: Option<Set>,
    pub(crate) test: Test,
    pub(crate) negated: bool,
    pub(crate) if_exists: bool,
}

/// For keys with several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    All,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    String,
    StringIgnoreCase,
    StringLike,
    Numeric(Order),
    Date(Order),
    Bool,
    Binary,
    Ip,
    Arn,
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators as AWS spells them. Of two that compare alike the first is shown.
const NAMES: &[(&str, Test, bool)] = &[
    ("StringEquals", Test::String, false),
    ("StringNotEquals", Test::String, true),
    ("StringEqualsIgnoreCase", Test::StringIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Test::StringIgnoreCase, true),
    ("StringLike", Test::StringLike, false),
    ("StringNotLike", Test::StringLike, true),
    ("NumericEquals", Test::Numeric(Order::Equal), false),
    ("NumericNotEquals", Test::Numeric(Order::Equal), true),
    ("NumericLessThan", Test::Numeric(Order::Less), false),
    ("NumericLessThanEquals", Test::Numeric(Order::LessOrEqual), false),
    ("NumericGreaterThan", Test::Numeric(Order::Greater), false),
    (
        "NumericGreaterThanEquals",
        Test::Numeric(Order::GreaterOrEqual),
        false,
    ),
    ("DateEquals", Test::Date(Order::Equal), false),
    ("DateNotEquals", Test::Date(Order::Equal), true),
    ("DateLessThan", Test::Date(Order::Less), false),
    ("DateLessThanEquals", Test::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Test::Date(Order::Greater), false),
    ("DateGreaterThanEquals", Test::Date(Order::GreaterOrEqual), false),
    ("Bool", Test::Bool, false),
    ("BinaryEquals", Test::Binary, false),
    ("IpAddress", Test::Ip, false),
    ("NotIpAddress", Test::Ip, true),
    ("ArnLike", Test::Arn, false),
    ("ArnEquals", Test::Arn, false),
    ("ArnNotLike", Test::Arn, true),
    ("ArnNotEquals", Test::Arn, true),
    ("Null", Test::Null, false),
];

impl Operator {
    /// Reads a name without regard to case.
    pub(crate) fn parse(name: &str) -> Option<Operator> {
        let name = name.to_ascii_lowercase();
        let (set, rest) = match name.split_once(':') {
            Some(("forallvalues", rest)) => (Some(Set::All), rest),
            Some(("foranyvalue", rest)) => (Some(Set::Any), rest),
            Some(_) => return None,
            None => (None, name.as_str()),
        };
        let (base, if_exists) = match rest.strip_suffix("ifexists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let (_, test, negated) = NAMES
            .iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(base))?;
        let alone = set.is_none() && !if_exists;
        (*test != Test::Null || alone).then_some(Operator {
            set,
            test: *test,
            negated: *negated,
            if_exists,
        })
    }
}

/// A policy's value, ready to be compared.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    Text(Template),
    FoldedText(Template),
    Number(Order, Number),
    Date(Order, i64),
    Bool(Box<str>),
    Bytes(Vec<u8>),
    Network(Network),
    Arn(ArnPattern),
    Absent(bool),
    /// Only a caller of an account that was made at one of these times has what equals it.
    OfAccounts(Box<Expected>, Box<[i64]>),
    /// It cannot be read, so nothing equals it.
    Nothing,
}

/// A decimal number, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(i128);

impl Number {
    fn parse(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if whole.len() > 25 || fraction.len() > 9 {
            return None;
        }
        let scaled: i128 = format!("{whole}{fraction:0<9}").parse().ok()?;
        Some(Number(if negative { -scaled } else { scaled }))
    }
}

/// A point in time in microseconds: the W3C profile of ISO 8601 from a year on, or seconds since the epoch.
fn date(text: &str) -> Option<i64> {
    if let Ok(seconds) = text.parse::<i64>()
        && (text.len() != 4 || seconds < 0)
    {
        return seconds.checked_mul(1_000_000);
    }
    let whole = match text.len() {
        4 => format!("{text}-01-01T00:00:00Z"),
        7 => format!("{text}-01T00:00:00Z"),
        10 => format!("{text}T00:00:00Z"),
        _ => text.to_owned(),
    };
    // Without seconds: 2026-11-26T10:00Z.
    let whole = match whole.as_bytes().get(16) {
        Some(b'Z' | b'+' | b'-') => format!("{}:00{}", &whole[..16], &whole[16..]),
        _ => whole,
    };
    whole.parse::<Timestamp>().ok().map(Timestamp::micros)
}

fn holds<T: PartialOrd>(order: Order, asked: &T, expected: &T) -> bool {
    match order {
        Order::Equal => asked == expected,
        Order::Less => asked < expected,
        Order::LessOrEqual => asked <= expected,
        Order::Greater => asked > expected,
        Order::GreaterOrEqual => asked >= expected,
    }
}

impl Expected {
    /// Reads a policy's value for a test; `variables` as the document's version has it.
    pub(crate) fn new(test: Test, text: &str, variables: bool) -> Expected {
        let syntax = |wildcards| Syntax { wildcards, variables };
        let read = match test {
            Test::String => Some(Expected::Text(Template::new(text, syntax(false)))),
            Test::StringIgnoreCase => Some(Expected::FoldedText(Template::new(text, syntax(false)))),
            Test::StringLike => Some(Expected::Text(Template::new(text, syntax(true)))),
            Test::Numeric(order) => Number::parse(text).map(|number| Expected::Number(order, number)),
            Test::Date(order) => date(text).map(|date| Expected::Date(order, date)),
            Test::Bool => Some(Expected::Bool(text.to_ascii_lowercase().into())),
            Test::Binary => STANDARD.decode(text).ok().map(Expected::Bytes),
            Test::Ip => text.parse().ok().map(Expected::Network),
            Test::Arn => Some(Expected::Arn(ArnPattern::of_condition(text, variables))),
            Test::Null => match text.to_ascii_lowercase().as_str() {
                "true" => Some(Expected::Absent(true)),
                "false" => Some(Expected::Absent(false)),
                _ => None,
            },
        };
        read.unwrap_or(Expected::Nothing)
    }

    /// Whether nothing can equal it because it cannot be read.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Expected::Nothing)
    }

    fn variables(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Expected::Text(template) | Expected::FoldedText(template) => Box::new(template.variables()),
            Expected::Arn(pattern) => Box::new(pattern.variables()),
            Expected::OfAccounts(expected, _) => expected.variables(),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Whether a request's value equals it; `life` is that of the caller's account, if that matters.
    fn equals(
        &self,
        asked: &str,
        context: &Context<'_>,
        readings: Readings,
        life: Option<AccountLife>,
    ) -> bool {
        context.spend(match self {
            // These read the value.
            Expected::Number(..) | Expected::Date(..) | Expected::Bytes(_) | Expected::Arn(_) => {
                asked.len() as u64
            }
            _ => 1,
        });
        match self {
            Expected::Text(template) => template.matches(asked, false, context, readings),
            Expected::FoldedText(template) => template.matches(asked, true, context, readings),
            Expected::Number(order, expected) => {
                Number::parse(asked).is_some_and(|asked| holds(*order, &asked, expected))
            }
            Expected::Date(order, expected) => {
                date(asked).is_some_and(|asked| holds(*order, &asked, expected))
            }
            Expected::Bool(expected) => asked.eq_ignore_ascii_case(expected),
            Expected::Bytes(expected) => STANDARD.decode(asked).is_ok_and(|asked| asked == *expected),
            Expected::Network(network) => asked.parse().is_ok_and(|asked| network.contains(asked)),
            Expected::Arn(pattern) => pattern.matches_condition(asked, context, readings),
            Expected::OfAccounts(expected, lives) => {
                let is_of = |life: AccountLife| lives.iter().any(|made_at| life.is_meant(Some(*made_at)));
                let is_meant = life.is_none_or(is_of);
                is_meant && expected.equals(asked, context, readings, life)
            }
            Expected::Absent(_) | Expected::Nothing => false,
        }
    }
}

/// One operator, one key, and the values of which one must do.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) operator: Operator,
    /// In lower case.
    pub(crate) key: Box<str>,
    /// As the document has it.
    pub(crate) written: Box<str>,
    pub(crate) expected: Vec<Expected>,
    /// The values as the document has them.
    pub(crate) wanted: Box<[Box<str>]>,
}

impl Condition {
    /// Whether a value of it cannot be read.
    pub(crate) fn is_unreadable(&self) -> bool {
        let is_nothing =
            |expected: &Expected| matches!(expected, Expected::Nothing | Expected::Arn(ArnPattern::Nothing));
        self.expected.iter().any(is_nothing)
    }

    /// The keys whose values decide it: its own as written, those of variables in lower case.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let variables = self.expected.iter().flat_map(Expected::variables);
        std::iter::once(&*self.written).chain(variables)
    }

    /// Whether the condition is true of a request, in a statement that allows or denies. A key with several readings has in an
    /// `Allow` to satisfy it with each of them, in a `Deny` with one. `life` is that of the caller's account, if that matters.
    pub(crate) fn holds(&self, context: &Context<'_>, allows: bool, life: Option<AccountLife>) -> bool {
        if context.is_spent() {
            return false;
        }
        let mut readings = context.readings(&self.key).peekable();
        if readings.peek().is_none() {
            return self.holds_of(&[], context, allows, life);
        }
        Readings::of(allows, false).of_all(readings, |asked| self.holds_of(asked, context, allows, life))
    }

    /// Whether it is true of a key with these values.
    fn holds_of(
        &self,
        asked: &[String],
        context: &Context<'_>,
        allows: bool,
        life: Option<AccountLife>,
    ) -> bool {
        let Operator {
            set,
            test,
            negated,
            if_exists,
        } = self.operator;
        context.spend(1);
        if test == Test::Null {
            let is_wanted = |expected: &Expected| matches!(expected, Expected::Absent(absent) if *absent == asked.is_empty());
            return self.expected.iter().any(is_wanted);
        }
        let readings = Readings::of(allows, negated);
        let is_met = |value: &String| {
            let mut expected = self.expected.iter();
            let equals =
                |expected: &Expected| !context.is_spent() && expected.equals(value, context, readings, life);
            expected.any(equals) != negated
        };
        match (set, asked) {
            (Some(Set::All), _) => asked.iter().all(is_met),
            (Some(Set::Any), []) => if_exists,
            (Some(Set::Any), _) => asked.iter().any(is_met),
            (None, []) => if_exists || negated,
            // Without a set operator several values are as several readings.
            (None, _) => Readings::of(allows, false).of_all(asked.iter(), is_met),
        }
    }
}
