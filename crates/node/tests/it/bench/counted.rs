//! Which statements transactions run, counted from what the database's crate logs.

use std::fmt::Debug;
use std::sync::{LazyLock, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The names of the statements since they were last taken. Of the whole process: the databases run
/// statements on threads of their own, and a test has a process of its own.
static STATEMENTS: LazyLock<Mutex<Vec<String>>> = LazyLock::new(|| {
    tracing::subscriber::set_global_default(Counter).expect("the only subscriber of the tests");
    Mutex::default()
});

/// What a future makes, and the names of the statements that ran in transactions meanwhile.
pub(crate) async fn statements_of<T>(future: impl Future<Output = T>) -> (T, Vec<String>) {
    let take = || std::mem::take(&mut *STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner));
    take();
    let made = future.await;
    (made, take())
}

/// How often one statement ran between the first and the last time of another.
pub(crate) fn between(statements: &[String], one: &str, other: &str) -> usize {
    let mut at = (0..statements.len()).filter(|at| statements[*at] == other);
    let first = at
        .next()
        .unwrap_or_else(|| panic!("no {other} in {statements:?}"));
    let last = at.next_back().unwrap_or(first);
    let between = statements[first..last].iter();
    between.filter(|statement| *statement == one).count()
}

struct Counter;

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && metadata.fields().field("statement").is_some()
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Name);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Notes the member `statement` of an event.
struct Name;

impl Visit for Name {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "statement" {
            let mut statements = STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner);
            statements.push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
