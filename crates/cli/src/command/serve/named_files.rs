//! What the settings name the files of: the token for metrics, the authorities of identity providers.

use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use wharf_node::sts::web_identity::Issuers;
use wharf_server::{HttpsDocuments, MetricsToken, NoCertificate};

use crate::config::Serve;
use crate::files;

/// What shows the figures of accounts to those who bear it.
pub(super) fn metrics_token(settings: &Serve) -> anyhow::Result<Option<MetricsToken>> {
    let Some(file) = &settings.metrics_token_file else {
        return Ok(None);
    };
    let text = files::read_text(file).with_context(|| format!("cannot read {}", file.display()))?;
    let Some(token) = MetricsToken::parse(&text) else {
        bail!(
            "{} holds no token (--metrics-token-file): it is one line of printable characters without spaces",
            file.display()
        );
    };
    Ok(Some(token))
}

/// The way to identity providers.
pub(super) fn issuers(settings: &Serve) -> anyhow::Result<Issuers> {
    let Some(file) = &settings.oidc_authorities else {
        return Ok(Issuers::new(Arc::new(HttpsDocuments::new(None)?)));
    };
    let text = files::read_pem(file).with_context(|| format!("cannot read {}", file.display()))?;
    let made = HttpsDocuments::new(Some(&text)).map_err(|NoCertificate| {
        anyhow!(
            "{} holds no PEM certificate; --oidc-ca-file names those of private authorities",
            file.display()
        )
    })?;
    Ok(Issuers::new(Arc::new(made)))
}
