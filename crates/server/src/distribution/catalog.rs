//! `GET /v2/_catalog`.

use http::{Method, StatusCode};
use serde_json::json;
use wharf_services::distribution::{ListCatalog, ListCatalogInput};
use wharf_services::perform;

use super::{Visit, fault, page};
use crate::response::{self, Answer};

pub(super) async fn answer(visit: Visit<'_>) -> Answer {
    if visit.method != Method::GET {
        return fault::method();
    }
    let (n, last) = match page::bounds(&visit) {
        Ok(bounds) => bounds,
        Err(answer) => return answer,
    };
    let input = ListCatalogInput {
        registry: visit.registry,
        last,
        n,
    };
    match perform::<ListCatalog>(&visit.incomer.state.node, &visit.call, input).await {
        Ok((names, more)) => {
            let body = json!({ "repositories": names }).to_string();
            let mut answer = response::full(StatusCode::OK, "application/json", body);
            if let (true, Some(last)) = (more, names.last()) {
                page::link(&mut answer, &visit, "/v2/_catalog", n, last);
            }
            answer
        }
        Err(error) => fault::answer(error),
    }
}
