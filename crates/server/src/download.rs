//! `GET /layers/<sealed>`: the download URLs that `GetDownloadUrlForLayer` gives out.

use http::{HeaderMap, Method, StatusCode};
use wharf_blob::Download;
use wharf_node::Unavailable;
use wharf_node::ecr::layer::DownloadError;

use crate::distribution::{blob_bytes, blob_head};
use crate::request::RequestContext;
use crate::response::{self, Answer};

/// Where download URLs live.
pub(crate) const PREFIX: &str = "/layers/";

/// Serves the layer. Any `Authorization` header is ignored: the URL is the permission.
pub(crate) async fn answer(
    context: &RequestContext<'_>,
    method: &Method,
    headers: &HeaderMap,
    sealed: &str,
) -> Answer {
    if let Some(refused) = response::refuse_unless_read(method) {
        return refused;
    }
    // It counts for the account that got the URL: of who uses it, no more than the address is known.
    let caller = wharf_node::ecr::layer::download_caller(&context.state.node, sealed);
    if !caller.is_none_or(|caller| context.enter_for_account(caller)) {
        return unavailable();
    }
    match wharf_node::ecr::layer::open_download(&context.state.node, sealed).await {
        Ok(Some(download)) => match download.layer {
            // The address permits reading, not asking.
            Download::Redirect(elsewhere) if method == Method::HEAD => {
                blob_head(elsewhere.size, None, headers)
            }
            layer => blob_bytes(layer, download.meter, None, headers, context),
        },
        Ok(None) => response::text(
            StatusCode::FORBIDDEN,
            "This download URL is not valid, or has expired.\n",
        ),
        Err(DownloadError::Damaged) => response::text(
            StatusCode::NOT_FOUND,
            "The bytes of this layer are missing or damaged: push it again.\n",
        ),
        Err(DownloadError::Unavailable(error)) => {
            tracing::error!(%error, "download failed");
            failed(&error)
        }
    }
}

fn failed(error: &Unavailable) -> Answer {
    match error.may_pass() {
        true => unavailable(),
        false => response::text(StatusCode::INTERNAL_SERVER_ERROR, "The layer cannot be read.\n"),
    }
}

/// The refusal of a download that may be asked for again.
pub(crate) fn unavailable() -> Answer {
    let text = "The layer cannot be read at the moment. Try again later.\n";
    let mut answer = response::text(StatusCode::SERVICE_UNAVAILABLE, text);
    response::come_again(&mut answer);
    answer
}
