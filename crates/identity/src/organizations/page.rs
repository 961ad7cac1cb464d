//! Pages of the lists of Organizations: `NextToken`, `MaxResults`.

use wharf_aws::organizations::Fault;

use super::fault;
use wharf_kernel::page::Page;
use wharf_kernel::{Context, Error};

/// How many items a page has when the caller does not say, and at most.
const DEFAULT: i64 = 20;

/// The page of a list: `list` names the operation and everything that selects what is listed.
pub(super) fn begin(
    context: &Context<'_>,
    list: &[&str],
    token: Option<&str>,
    max_results: Option<i64>,
) -> Result<Page, Error<Fault>> {
    Page::open(context, list, token, max_results.unwrap_or(DEFAULT))
        .ok_or_else(|| fault::invalid("INVALID_NEXT_TOKEN", "You provided an invalid NextToken."))
}
