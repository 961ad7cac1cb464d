-- What has a name, a path and a unique id: users, groups, roles, instance profiles, managed policies. Names are unique
-- without regard to case, in each account and kind.
CREATE TABLE iam_entities (
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  description TEXT NOT NULL,
  boundary TEXT NOT NULL,
  PRIMARY KEY (account, kind, folded_name)
);
CREATE UNIQUE INDEX iam_entities_by_id ON iam_entities (id);
CREATE INDEX iam_entities_by_boundary ON iam_entities (account, boundary, id) WHERE boundary <> '';

-- What only roles have. `trust_policy` has unique ids in place of the users and roles that its author named.
CREATE TABLE iam_roles (
  account TEXT NOT NULL,
  id TEXT NOT NULL PRIMARY KEY,
  trust_policy TEXT NOT NULL,
  max_session_seconds BIGINT NOT NULL
);

CREATE TABLE iam_group_members (
  account TEXT NOT NULL,
  group_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (account, group_id, user_id)
);
CREATE INDEX iam_groups_by_member ON iam_group_members (account, user_id, group_id);

CREATE TABLE iam_instance_profile_roles (
  account TEXT NOT NULL,
  profile_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  PRIMARY KEY (account, profile_id)
);
CREATE INDEX iam_instance_profiles_by_role ON iam_instance_profile_roles (account, role_id, profile_id);

-- Policies that belong to one user, group or role (`owner`, its unique id).
CREATE TABLE iam_inline_policies (
  account TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (account, owner, name)
);

-- What only managed policies have; a version's number is never given again.
CREATE TABLE iam_managed_policies (
  account TEXT NOT NULL,
  id TEXT NOT NULL PRIMARY KEY,
  default_version BIGINT NOT NULL,
  last_version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE iam_policy_versions (
  account TEXT NOT NULL,
  policy TEXT NOT NULL,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, policy, version)
);

-- Which user, group or role (`owner`) has which managed policy, by ARN; AWS's own are not in the tables above.
CREATE TABLE iam_attachments (
  account TEXT NOT NULL,
  owner TEXT NOT NULL,
  policy TEXT NOT NULL,
  PRIMARY KEY (account, owner, policy)
);
CREATE INDEX iam_attachments_by_policy ON iam_attachments (account, policy, owner);

-- Tags of entities (`owner`: the unique id) and identity providers (`owner`: the ARN).
CREATE TABLE iam_tags (
  account TEXT NOT NULL,
  owner TEXT NOT NULL,
  folded_key TEXT NOT NULL,
  tag_key TEXT NOT NULL,
  tag_value TEXT NOT NULL,
  PRIMARY KEY (account, owner, folded_key)
);

-- `client_ids` and `thumbprints` are lists with a line for each.
CREATE TABLE iam_oidc_providers (
  account TEXT NOT NULL,
  url TEXT NOT NULL,
  client_ids TEXT NOT NULL,
  thumbprints TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, url)
);

CREATE TABLE iam_account_aliases (
  alias TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL
);
CREATE UNIQUE INDEX iam_account_aliases_by_account ON iam_account_aliases (account);
