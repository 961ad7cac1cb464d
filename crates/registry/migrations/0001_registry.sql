-- The registry plane of one Region. Every row is keyed by account and Region; `repository` is the id of one life of a
-- repository, so that a repository made again under an old name starts empty.
CREATE TABLE repositories (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  tag_mutability TEXT NOT NULL,
  mutability_filters TEXT NOT NULL,
  PRIMARY KEY (account, region, name)
);

-- Repositories whose rows below are still to be removed.
CREATE TABLE deleted_repositories (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  id TEXT NOT NULL,
  deleted_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, id)
);

CREATE TABLE resource_tags (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  tag_key TEXT NOT NULL,
  tag_value TEXT NOT NULL,
  PRIMARY KEY (account, region, repository, tag_key)
);

CREATE TABLE images (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL,
  artifact_type TEXT,
  subject TEXT,
  annotations TEXT,
  content_size BIGINT NOT NULL,
  manifest_size BIGINT NOT NULL,
  pushed_at BIGINT NOT NULL,
  tag_count BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository, digest)
);
CREATE INDEX images_by_subject ON images (account, region, repository, subject, digest) WHERE subject IS NOT NULL;
CREATE INDEX images_untagged ON images (account, region, repository, digest) WHERE tag_count = 0;
CREATE INDEX images_tagged ON images (account, region, repository, digest) WHERE tag_count > 0;

-- The manifests' bytes, apart from `images` so that lists and tag counts never touch them.
CREATE TABLE manifests (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL,
  manifest BLOB NOT NULL,
  PRIMARY KEY (account, region, repository, digest)
);

-- `folded` is the tag in lower case: the OCI specification lists tags without regard to case.
CREATE TABLE tags (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  tag TEXT NOT NULL,
  folded TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (account, region, repository, tag)
);
CREATE INDEX tags_in_order ON tags (account, region, repository, folded, tag);
CREATE INDEX tags_by_digest ON tags (account, region, repository, digest, tag);

-- What an image's manifest names: its layers and config (`child_kind` 'layer'), an index's images ('image').
CREATE TABLE image_children (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  child TEXT NOT NULL,
  child_kind TEXT NOT NULL,
  parent TEXT NOT NULL,
  PRIMARY KEY (account, region, repository, child, child_kind, parent)
);
CREATE INDEX image_children_by_parent ON image_children (account, region, repository, parent);

-- The layers that a repository holds. The bytes may be shared; this row is what makes them available here.
CREATE TABLE layers (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  size BIGINT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository, digest)
);

-- Uploads under way. How many bytes there are is the blob store's to say.
CREATE TABLE layer_uploads (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_part_size BIGINT NOT NULL,
  has_short_part BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository, id)
);
CREATE INDEX layer_uploads_by_age ON layer_uploads (created_at);
