-- What the quotas count. Repositories are counted where every change of them is noted anyway.
ALTER TABLE registry_revisions ADD COLUMN repositories BIGINT NOT NULL DEFAULT 0;
UPDATE registry_revisions SET repositories = (SELECT COUNT(*) FROM repositories r
  WHERE r.account = registry_revisions.account AND r.region = registry_revisions.region);

-- One row for each repository that ever had an image.
CREATE TABLE image_counts (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  images BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository)
);
INSERT INTO image_counts (account, region, repository, images)
  SELECT account, region, repository, COUNT(*) FROM images GROUP BY account, region, repository;

-- Parts that an upload has, of those that the API counts.
ALTER TABLE layer_uploads ADD COLUMN parts BIGINT NOT NULL DEFAULT 0;
