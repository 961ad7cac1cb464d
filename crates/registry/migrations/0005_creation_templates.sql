-- How repositories are made that nobody makes by hand. `prefix` has no slash behind it; `ROOT` is the one for all names.
-- `applied_for` are words with commas between them, `resource_tags` a JSON object.
CREATE TABLE repository_creation_templates (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  prefix TEXT NOT NULL,
  applied_for TEXT NOT NULL,
  description TEXT,
  resource_tags TEXT NOT NULL,
  tag_mutability TEXT NOT NULL,
  mutability_filters TEXT NOT NULL,
  repository_policy TEXT,
  lifecycle_policy TEXT,
  custom_role TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, prefix)
);
