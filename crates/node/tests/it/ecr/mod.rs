//! ECR's rooms, one file each.

mod account_setting;
mod authorization_token;
mod creation_template;
pub(crate) mod damage;
mod damaged_deleted;
mod damaged_rows;
pub(crate) mod deleted_image;
mod encryption;
mod image_delete;
mod image_form;
mod image_get;
mod image_list;
mod image_put;
mod image_put_checks;
mod layer;
mod layer_upload;
mod lifecycle;
mod pull_time;
mod quota;
mod referrers;
mod repository;
mod resource_tag;
mod restore_deleted_images;
mod storage_class;
mod tag_mutability;
