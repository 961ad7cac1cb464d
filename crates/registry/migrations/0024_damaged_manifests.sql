-- Images whose manifests were found `missing`, or `altered` (others than their digests say). A mark is written together with the event that
-- tells of it, and goes with the image, with a push that mends it, or when a read finds the manifest whole.
CREATE TABLE damaged_manifests (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  damage TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository, digest)
);
CREATE INDEX damaged_manifests_by_time ON damaged_manifests (region, found_at, account, repository, digest);
