-- Images that were deleted and can be restored until `kept_until`: what their rows were, and the tags that they had, as a JSON
-- array. What they named stays in `image_children` with the kinds 'kept layer' and 'kept image', so their layers are not
-- collected. Pushing the image again ends this.
CREATE TABLE deleted_images (
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
  status TEXT NOT NULL,
  archived_at BIGINT,
  activated_at BIGINT,
  pulled_at BIGINT,
  manifest BLOB NOT NULL,
  tags TEXT NOT NULL,
  deleted_at BIGINT NOT NULL,
  kept_until BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository, digest)
);
CREATE INDEX deleted_images_by_time ON deleted_images (region, kept_until);
