//! `GET /v2/<name>/tags/list`.

use http::{Method, StatusCode};
use serde_json::json;
use wharf_node::distribution::{ListTags, ListTagsInput};
use wharf_oci::name::RepositoryName;

use super::{RegistryRequest, fault, page, perform};
use crate::response::{self, Answer};

pub(super) async fn answer(request: RegistryRequest<'_>, name: RepositoryName) -> Answer {
    if request.method != Method::GET {
        return fault::method();
    }
    let n = page::size(&request, page::DEFAULT);
    let last = request.parameter("last").unwrap_or_default();
    let input = ListTagsInput {
        target: request.target(name.clone()),
        last,
        n,
    };
    match perform::<ListTags>(request.context, &request.call, input).await {
        Ok((tags, more)) => {
            let body = json!({ "name": name.as_str(), "tags": tags }).to_string();
            // ECR calls its JSON plain text; clients read the body, and some compare.
            let mut answer = response::full(StatusCode::OK, "text/plain; charset=utf-8", body);
            if let (true, Some(last)) = (more, tags.last()) {
                let path = format!("/v2/{name}/tags/list");
                page::link(&mut answer, &request, &path, (n, last), "");
            }
            answer
        }
        Err(error) => fault::answer(error),
    }
}
