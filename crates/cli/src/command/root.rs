//! An account's root user, as whom the owner of a data folder acts at the node that serves it.

use anyhow::anyhow;
use serde_json::{Value, json};
use wharf_aws::{AccountId, SecretKey};
use wharf_topology::live::Identity;

use super::operate::{text, with_account_hint};
use crate::Environment;
use crate::config::flags::PlaceFlags;
use crate::config::{Layers, Place};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::operator::{Operator, Refused};

/// The root user, and where it is one.
pub(super) struct Root {
    pub(super) node: NodeFile,
    pub(super) identity: Identity,
    /// What commands that are shown name the folder by.
    pub(super) data_flag: String,
}

/// The newest active key of an account's root user.
pub(super) async fn of(
    account: &AccountId,
    place: &PlaceFlags,
    environment: &Environment,
) -> anyhow::Result<Root> {
    let (_, found) = Layers::load(place, environment, Place::new)?;
    let folder = Folder::of(&found);
    let node = NodeFile::current(&folder).await?;
    let operator = Operator::open(place, environment).await?;
    let revealed = reveal(&operator, account).await;
    operator.close().await;
    let revealed = revealed?;
    Ok(Root {
        node,
        identity: Identity {
            access_key_id: text(&revealed["accessKey"]["accessKeyId"]),
            secret: SecretKey::new(text(&revealed["secretAccessKey"])),
            session_token: None,
        },
        data_flag: folder.flag(),
    })
}

async fn reveal(operator: &Operator, account: &AccountId) -> anyhow::Result<Value> {
    let input = json!({"accountId": account.as_str()});
    let revealed = operator.call("RevealRootAccessKey", None, input.clone()).await;
    let error = match revealed {
        Ok(revealed) => return Ok(revealed),
        Err(error) => error,
    };
    let is_missing = error
        .downcast_ref::<Refused>()
        .is_some_and(|refused| refused.code == "AccessKeyNotFoundException");
    if !is_missing {
        return Err(with_account_hint(error, account, &operator.folder));
    }
    let listed = operator.call("ListRootAccessKeys", None, input).await?;
    let data = operator.folder.flag();
    let keys = listed["accessKeys"].as_array().into_iter().flatten();
    let keys: Vec<&str> = keys.filter_map(|key| key["accessKeyId"].as_str()).collect();
    Err(match keys.as_slice() {
        // A root user has at most two, so it could not be given another one.
        [key, _, ..] => anyhow!(
            "account {account} has no active access key; `wharf access-key activate --id {key}{data}` activates one"
        ),
        _ => anyhow!(
            "account {account} has no active access key; `wharf access-key create --account {account}{data}` makes one"
        ),
    })
}
