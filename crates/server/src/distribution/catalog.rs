//! `GET /v2/_catalog`.

use http::{Method, StatusCode};
use serde_json::json;
use wharf_node::distribution::{ListCatalog, ListCatalogInput};

use super::{RegistryRequest, fault, page, perform};
use crate::response::{self, Answer};

pub(super) async fn answer(request: RegistryRequest<'_>) -> Answer {
    if request.method != Method::GET {
        return fault::method();
    }
    let n = page::size(&request, page::DEFAULT);
    let last = request.parameter("last").unwrap_or_default();
    let input = ListCatalogInput {
        registry: request.registry,
        last,
        n,
    };
    match perform::<ListCatalog>(request.context, &request.call, input).await {
        Ok((names, more)) => {
            let body = json!({ "repositories": names }).to_string();
            let mut answer = response::full(StatusCode::OK, "application/json", body);
            if let (true, Some(last)) = (more, names.last()) {
                page::link(&mut answer, &request, "/v2/_catalog", (n, last), "");
            }
            answer
        }
        Err(error) => fault::answer(error),
    }
}
