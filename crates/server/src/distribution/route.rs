//! Paths: `/v2/<name>/manifests/<reference>` and the like, where the name may hold slashes and any word.

use std::borrow::Cow;

use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

/// What a path names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    Version,
    Catalog,
    Tags(RepositoryName),
    /// The reference is read by the method: what cannot be found and what cannot be stored differ.
    Manifest(RepositoryName, String),
    Blob(RepositoryName, Digest),
    Uploads(RepositoryName),
    Upload(RepositoryName, String),
    Referrers(RepositoryName, Digest),
}

/// Why a path names nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RouteError {
    /// No route has this form.
    Unknown,
    /// The repository name is malformed.
    Name(String),
    /// The digest is malformed.
    Digest(String),
}

impl Route {
    /// The methods that it has, as `Allow` lists them.
    pub(super) fn methods(&self) -> &'static str {
        match self {
            Route::Version | Route::Blob(..) => "GET, HEAD, OPTIONS",
            Route::Catalog | Route::Tags(_) | Route::Referrers(..) => "GET, OPTIONS",
            Route::Manifest(..) => "GET, HEAD, PUT, DELETE, OPTIONS",
            Route::Uploads(_) => "POST, OPTIONS",
            Route::Upload(..) => "GET, HEAD, PATCH, PUT, DELETE, OPTIONS",
        }
    }

    pub(super) fn parse(path: &str) -> Result<Route, RouteError> {
        let path = decode(path);
        let rest = path.strip_prefix("/v2").ok_or(RouteError::Unknown)?;
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        if rest.is_empty() {
            return Ok(Route::Version);
        }
        if rest == "_catalog" {
            return Ok(Route::Catalog);
        }
        if let Some(repository) = rest.strip_suffix("/tags/list") {
            return Ok(Route::Tags(name(repository)?));
        }
        if let Some(repository) = rest
            .strip_suffix("/blobs/uploads/")
            .or_else(|| rest.strip_suffix("/blobs/uploads"))
        {
            return Ok(Route::Uploads(name(repository)?));
        }
        // The last word before the last segment decides: a repository may be called `a/blobs/b`.
        let (front, last) = rest.rsplit_once('/').ok_or(RouteError::Unknown)?;
        if let Some(repository) = front.strip_suffix("/blobs/uploads") {
            return Ok(Route::Upload(name(repository)?, last.to_owned()));
        }
        if let Some(repository) = front.strip_suffix("/manifests") {
            return Ok(Route::Manifest(name(repository)?, last.to_owned()));
        }
        if let Some(repository) = front.strip_suffix("/blobs") {
            return Ok(Route::Blob(name(repository)?, digest(last)?));
        }
        if let Some(repository) = front.strip_suffix("/referrers") {
            return Ok(Route::Referrers(name(repository)?, digest(last)?));
        }
        Err(RouteError::Unknown)
    }
}

fn name(text: &str) -> Result<RepositoryName, RouteError> {
    text.parse().map_err(|_| RouteError::Name(text.to_owned()))
}

fn digest(text: &str) -> Result<Digest, RouteError> {
    text.parse().map_err(|_| RouteError::Digest(text.to_owned()))
}

/// Undoes percent-encoding; some clients encode the colon of a digest.
fn decode(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let pair = path
            .get(index + 1..index + 3)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, pair) {
            (b'%', Some(value)) => {
                decoded.push(value);
                index += 3;
            }
            _ => {
                decoded.push(byte);
                index += 1;
            }
        }
    }
    // What is not UTF-8 is no name, no tag and no digest: any replacement is refused just the same.
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

/// The values of a parameter of a query string, decoded, in their order. A plus sign is one, as in any URL (RFC 3986 §3.4): only forms
/// mean a space by it, and media types have plus signs that clients send as they are.
pub(super) fn parameters<'a>(query: &'a str, name: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
    let pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .filter(move |(key, _)| decode(key) == name)
        .map(|(_, value)| decode(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_query() {
        let all = |query, name| parameters(query, name).collect::<Vec<_>>();
        assert_eq!(all("a=x+y&b=1&a=%2B%2f&%61=z", "a"), ["x+y", "+/", "z"]);
        assert_eq!(all("b&b=&&=c", "b"), ["", ""]);
        assert_eq!(all("a=%zz%2", "a"), ["%zz%2"]);
        assert!(all("ab=1", "a").is_empty());
    }

    #[test]
    fn paths() {
        let digest = format!("sha256:{}", "a".repeat(64));
        let name = |text: &str| text.parse::<RepositoryName>().unwrap();
        for (path, route) in [
            ("/v2".to_owned(), Ok(Route::Version)),
            ("/v2/".to_owned(), Ok(Route::Version)),
            ("/v2/_catalog".to_owned(), Ok(Route::Catalog)),
            (
                "/v2/team/app/tags/list".to_owned(),
                Ok(Route::Tags(name("team/app"))),
            ),
            (
                "/v2/app/manifests/latest".to_owned(),
                Ok(Route::Manifest(name("app"), "latest".to_owned())),
            ),
            (
                "/v2/a/manifests/b/manifests/v1".to_owned(),
                Ok(Route::Manifest(name("a/manifests/b"), "v1".to_owned())),
            ),
            (
                format!("/v2/app/blobs/{digest}"),
                Ok(Route::Blob(name("app"), digest.parse().unwrap())),
            ),
            (
                format!("/v2/app/blobs/{}", digest.replace(':', "%3A")),
                Ok(Route::Blob(name("app"), digest.parse().unwrap())),
            ),
            (
                "/v2/app/blobs/uploads/".to_owned(),
                Ok(Route::Uploads(name("app"))),
            ),
            (
                "/v2/app/blobs/uploads".to_owned(),
                Ok(Route::Uploads(name("app"))),
            ),
            (
                "/v2/app/blobs/uploads/x".to_owned(),
                Ok(Route::Upload(name("app"), "x".to_owned())),
            ),
            (
                format!("/v2/app/referrers/{digest}"),
                Ok(Route::Referrers(name("app"), digest.parse().unwrap())),
            ),
            (
                "/v2/App/tags/list".to_owned(),
                Err(RouteError::Name("App".to_owned())),
            ),
            (
                "/v2/app/blobs/sha256:xyz".to_owned(),
                Err(RouteError::Digest("sha256:xyz".to_owned())),
            ),
            ("/v2/app".to_owned(), Err(RouteError::Unknown)),
            ("/v2/app/other/thing".to_owned(), Err(RouteError::Unknown)),
        ] {
            assert_eq!(Route::parse(&path), route, "{path}");
        }
    }
}
