//! Pages of IAM's lists: `Marker`, `MaxItems`, `IsTruncated` (IAM API Reference, *ListUsers*).

use wharf_aws::iam::Fault;

use wharf_kernel::page::Page;
use wharf_kernel::{Context, Error};

/// How many items a page has when the caller does not say.
const DEFAULT: i64 = 100;

/// The page of a list of IAM's.
pub fn begin(
    context: &Context<'_>,
    list: &[&str],
    marker: Option<&str>,
    max_items: Option<i64>,
) -> Result<Page, Error<Fault>> {
    Page::open(context, list, marker, max_items.unwrap_or(DEFAULT))
        .ok_or_else(|| Error::Invalid("Invalid Marker.".to_owned()))
}
