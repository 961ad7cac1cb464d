//! ECR's rooms, one file each.

mod authorization_token;
mod image_delete;
mod image_get;
mod image_list;
mod image_put;
mod image_put_checks;
mod layer;
mod layer_upload;
mod referrers;
mod repository;
mod resource_tag;
mod tag_mutability;
