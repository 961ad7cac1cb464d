//! `GET /metrics`: what the process counts, in Prometheus' text format (*Exposition formats*, version 0.0.4).
//!
//! Everything is counted where it happens, by the macros of the crate `metrics`; here it is only shown. Which families there are, the
//! table [`FAMILIES`] says; each is there from the start.
//!
//! The figures of single accounts are shown to those only who have the operator's token, or reach the listener of its own (`metrics_port`):
//! the port that everyone calls tells of the node as a whole.

mod families;
mod text;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::{Method, StatusCode};
use metrics::Label;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use subtle::ConstantTimeEq as _;

pub use self::families::{FAMILIES, Family, Kind};
pub use self::text::Shown;
use crate::response::{self, Answer};
use crate::together::Together;

/// Seconds; from a cached manifest to a slow upload.
const BUCKETS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0,
];

/// What the process counts.
#[derive(Clone)]
pub struct Metrics {
    recorder: PrometheusHandle,
    look: Arc<dyn Fn() + Send + Sync>,
    /// The text that everyone may ask for, without a password.
    public: Together<Option<Bytes>>,
    /// The one with all of it. It is apart, so that those who watch the node do not wait for everyone.
    all: Together<Option<Bytes>>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Begins to count: from now on every family is there.
    ///
    /// # Errors
    /// The process counts already.
    pub fn install() -> Result<Metrics, BuildError> {
        let recorder = PrometheusBuilder::new()
            .set_buckets(BUCKETS)
            .and_then(PrometheusBuilder::install_recorder)?;
        FAMILIES.iter().for_each(begin);
        Ok(Metrics {
            recorder,
            look: Arc::new(|| {}),
            public: Together::default(),
            all: Together::default(),
        })
    }

    /// The same with what is looked up only when it is asked for.
    #[must_use]
    pub fn looking(self, look: impl Fn() + Send + Sync + 'static) -> Metrics {
        Metrics {
            look: Arc::new(look),
            ..self
        }
    }

    /// The text. Blocks for as long as the look takes.
    pub fn render(&self, shown: Shown) -> String {
        (self.look)();
        text::of(&self.recorder.render(), shown)
    }

    /// Sums up what was counted since the last time, which would grow until it is asked for.
    pub fn run_upkeep(&self) {
        self.recorder.run_upkeep();
    }
}

/// Makes the series that are there from the start.
fn begin(family: &Family) {
    for values in family.first {
        let pairs = family.labels.iter().zip(*values);
        let labels: Vec<Label> = pairs
            .map(|(name, value)| Label::from_static_parts(name, value))
            .collect();
        match family.kind {
            Kind::Counter => drop(metrics::counter!(family.name, labels)),
            Kind::CounterOfFractions | Kind::Gauge => drop(metrics::gauge!(family.name, labels)),
            Kind::Histogram => drop(metrics::histogram!(family.name, labels)),
        }
    }
}

/// What the port that clients call shows.
#[derive(Clone, Debug)]
pub struct Exposed {
    /// What is shown.
    pub metrics: Metrics,
    /// What a request must bear to be shown the figures of accounts too; without a token those are not shown.
    pub token: Option<MetricsToken>,
}

/// The secret of those who may see the figures of accounts.
#[derive(Clone)]
pub struct MetricsToken(String);

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsToken").finish_non_exhaustive()
    }
}

impl MetricsToken {
    /// Reads it from the text of a file; none where that is empty, or cannot be sent in a header.
    pub fn parse(text: &str) -> Option<MetricsToken> {
        let text = text.trim();
        let is_token = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_token.then(|| MetricsToken(text.to_owned()))
    }

    /// Whether a header bears it (RFC 6750 §2.1).
    fn is_borne_by(&self, header: &HeaderValue) -> bool {
        let text = header.to_str().unwrap_or_default();
        let (scheme, token) = text.split_once(' ').unwrap_or_default();
        let is_same: bool = token.trim().as_bytes().ct_eq(self.0.as_bytes()).into();
        scheme.eq_ignore_ascii_case("bearer") && is_same
    }
}

/// The answer of the port that clients call, when the path is this one.
pub(crate) async fn answer(
    exposed: Option<&Exposed>,
    (method, path, headers): (&Method, &str, &HeaderMap),
) -> Option<Answer> {
    if path != "/metrics" {
        return None;
    }
    if let Some(refused) = response::refuse_unless_read(method) {
        return Some(refused);
    }
    let Some(exposed) = exposed else {
        return Some(response::text(StatusCode::NOT_FOUND, "metrics are off\n"));
    };
    Some(match (&exposed.token, headers.get(AUTHORIZATION)) {
        (Some(token), Some(header)) if token.is_borne_by(header) => show(&exposed.metrics, Shown::All).await,
        (Some(_), Some(_)) => {
            let mut answer = response::text(StatusCode::UNAUTHORIZED, "that is not the token of metrics\n");
            response::set(&mut answer, WWW_AUTHENTICATE, "Bearer");
            answer
        }
        _ => show(&exposed.metrics, Shown::OfTheNode).await,
    })
}

/// All that is shown, or a part.
pub(crate) async fn show(metrics: &Metrics, shown: Shown) -> Answer {
    let together = match shown {
        Shown::All => &metrics.all,
        Shown::OfTheNode => &metrics.public,
    };
    let metrics = metrics.clone();
    let make = async move {
        let rendered = tokio::task::spawn_blocking(move || metrics.render(shown)).await;
        rendered
            .map(Bytes::from)
            .inspect_err(|error| tracing::error!(%error, "metrics cannot be shown"))
            .ok()
    };
    match together.get(make).await.flatten() {
        Some(text) => response::full(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", text),
        None => response::text(StatusCode::INTERNAL_SERVER_ERROR, "metrics cannot be shown\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_borne_whole() {
        let token = MetricsToken::parse(" s3cret\n").unwrap();
        let is_borne = |text: &'static str| token.is_borne_by(&HeaderValue::from_static(text));
        assert!(is_borne("Bearer s3cret") && is_borne("bearer  s3cret"));
        for other in [
            "s3cret",
            "Basic s3cret",
            "Bearer",
            "Bearer s3cre",
            "Bearer s3cret2",
            "",
        ] {
            assert!(!is_borne(other), "{other}");
        }
        assert!(MetricsToken::parse(" \n").is_none() && MetricsToken::parse("two words").is_none());
        assert!(!format!("{token:?}").contains("s3cret"));
    }
}
