//! Next tokens: where a list goes on.
//!
//! A token is the last key of the page before, sealed and bound to the list that it belongs to and to the Region. It holds no
//! snapshot, so writes between two pages neither repeat nor hide what was there all along.

use wharf_aws::ecr::Fault;

use super::fault::invalid_parameter;
use wharf_kernel::page::of_region;
use wharf_kernel::{Context, Purpose};

/// How many entries a page has when the caller does not say, and at most.
pub(crate) const PAGE: (usize, usize) = (100, 1000);

/// The place in a list after which a page begins.
pub(crate) struct Cursor {
    list: String,
}

impl Cursor {
    /// The cursor of one list: the operation and everything that selects what is listed.
    pub(crate) fn of(list: &[&str]) -> Cursor {
        Cursor {
            list: list.join("\0"),
        }
    }

    /// The last key of the page before; `N` empty strings at the beginning.
    pub(crate) fn decode<const N: usize>(
        &self,
        context: &Context<'_>,
        token: Option<&str>,
    ) -> Result<[String; N], Fault> {
        let Some(token) = token else {
            return Ok(std::array::from_fn(|_| String::new()));
        };
        context
            .node
            .sealer
            .open_text(Purpose::NextToken, &of_region(context, &[&self.list]), token)
            .and_then(|plain| String::from_utf8(plain).ok())
            .and_then(|key| {
                <[String; N]>::try_from(key.split('\0').map(str::to_owned).collect::<Vec<_>>()).ok()
            })
            .ok_or_else(|| {
                invalid_parameter("nextToken", "must be a token of an earlier page of the same list")
            })
    }

    /// The token that continues after `key`.
    pub(crate) fn encode(&self, context: &Context<'_>, key: &[&str]) -> String {
        context.node.sealer.seal_text(
            Purpose::NextToken,
            &of_region(context, &[&self.list]),
            key.join("\0").as_bytes(),
        )
    }
}

/// Refuses a page of what is named one by one in `list`. It blames what the caller sent.
pub(crate) fn no_page(list: &str, token: Option<&str>, size: Option<i64>) -> Result<(), Fault> {
    let sent = match (token, size) {
        (Some(_), _) => "nextToken",
        (None, Some(_)) => "maxResults",
        (None, None) => return Ok(()),
    };
    Err(invalid_parameter(
        sent,
        &format!("must be absent when {list} is given"),
    ))
}

/// The size of a page; the model's constraints have checked the range.
pub(crate) fn page_size(asked: Option<i64>, (default, max): (usize, usize)) -> usize {
    asked
        .and_then(|asked| usize::try_from(asked).ok())
        .map_or(default, |asked| asked.clamp(1, max))
}
