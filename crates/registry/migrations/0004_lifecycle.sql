-- Lifecycle policies. `revision` is another one for every document, so that a run notices that its policy was replaced.
-- Who carries a policy out holds it until `leased_until`.
CREATE TABLE lifecycle_policies (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  revision TEXT NOT NULL,
  evaluated_at BIGINT,
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository)
);
CREATE INDEX lifecycle_policies_due ON lifecycle_policies (due_at);

-- The last preview of a repository.
CREATE TABLE lifecycle_previews (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  document TEXT NOT NULL,
  revision TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  expiring BIGINT NOT NULL,
  archiving BIGINT NOT NULL,
  PRIMARY KEY (account, region, repository)
);
CREATE INDEX lifecycle_previews_waiting ON lifecycle_previews (started_at) WHERE status = 'IN_PROGRESS';

-- What it would do, oldest image first.
CREATE TABLE lifecycle_preview_results (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  revision TEXT NOT NULL,
  position BIGINT NOT NULL,
  digest TEXT NOT NULL,
  tags TEXT NOT NULL,
  pushed_at BIGINT NOT NULL,
  action TEXT NOT NULL,
  priority BIGINT NOT NULL,
  storage_class TEXT NOT NULL,
  PRIMARY KEY (account, region, repository, revision, position)
);
CREATE INDEX lifecycle_preview_results_by_digest
  ON lifecycle_preview_results (account, region, repository, revision, digest);
