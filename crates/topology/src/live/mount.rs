//! Taking a layer over from another repository of the same registry: the registry protocol's, for ECR's API has no such
//! operation.

use reqwest::header::{AUTHORIZATION, HOST, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Client, LiveError, Service};

impl Client {
    /// Mounts a layer; `false` where the registry wants it uploaded, for any reason. `registry` is whose
    /// it is, when it is not the caller's own.
    pub async fn mount(
        &self,
        registry: Option<&str>,
        (repository, from): (&str, &str),
        digest: &str,
    ) -> Result<bool, LiveError> {
        let given = self
            .call(Service::Ecr, "GetAuthorizationToken", json!({}))
            .await?;
        let given = &given["authorizationData"][0];
        let (Some(token), Some(proxy)) = (
            given["authorizationToken"].as_str(),
            given["proxyEndpoint"].as_str(),
        ) else {
            return Ok(false);
        };
        let host = proxy.split_once("://").map_or(proxy, |(_, host)| host);
        let host = match (registry, host.split_once('.')) {
            (Some(registry), Some((_, rest))) => format!("{registry}.{rest}"),
            _ => host.to_owned(),
        };
        // An endpoint that was named is where everything is, even if the names of its registries resolve to other addresses.
        let base = self
            .endpoint()
            .map_or_else(|| format!("https://{host}"), str::to_owned);
        let send = |method: Method, url: String| {
            let request = self.http().request(method, url);
            request
                .header(HOST, host.clone())
                .header(AUTHORIZATION, format!("Basic {token}"))
                .send()
        };
        let url = format!("{base}/v2/{repository}/blobs/uploads/?mount={digest}&from={from}");
        // What fails here fails again, and is reported, when the layer is uploaded.
        let Ok(answer) = send(Method::POST, url).await else {
            return Ok(false);
        };
        if answer.status() == StatusCode::ACCEPTED
            && let Some(location) = answer.headers().get(LOCATION).and_then(|url| url.to_str().ok())
        {
            // An upload began instead; left alone it expires.
            let path = location.split_once("/v2/").map_or("", |(_, path)| path);
            let _ = send(Method::DELETE, format!("{base}/v2/{path}")).await;
        }
        Ok(answer.status() == StatusCode::CREATED)
    }
}
