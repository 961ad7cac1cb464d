-- An image's state (`ACTIVE`, `ARCHIVED`, `ACTIVATING`), when it came there, and when it was last pulled.
ALTER TABLE images ADD COLUMN status TEXT NOT NULL DEFAULT 'ACTIVE';
ALTER TABLE images ADD COLUMN archived_at BIGINT;
ALTER TABLE images ADD COLUMN activated_at BIGINT;
ALTER TABLE images ADD COLUMN pulled_at BIGINT;

-- Lists are read state by state.
DROP INDEX images_by_subject;
DROP INDEX images_untagged;
DROP INDEX images_tagged;
CREATE INDEX images_by_subject ON images (account, region, repository, subject, status, digest)
  WHERE subject IS NOT NULL;
CREATE INDEX images_by_status ON images (account, region, repository, status, digest);
CREATE INDEX images_untagged ON images (account, region, repository, status, digest) WHERE tag_count = 0;
CREATE INDEX images_tagged ON images (account, region, repository, status, digest) WHERE tag_count > 0;
-- What is being restored, in whatever repository.
CREATE INDEX images_activating ON images (account, region, repository, digest) WHERE status = 'ACTIVATING';

-- 1 when only archived images name the layer: nobody can download it.
ALTER TABLE layers ADD COLUMN archived BIGINT NOT NULL DEFAULT 0;

-- Principals whose pulls do not count as pulls.
CREATE TABLE pull_time_exclusions (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  principal TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, principal)
);
