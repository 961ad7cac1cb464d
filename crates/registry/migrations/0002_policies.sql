-- A number that grows with every change of what decides requests to a registry: repositories, their tags, policies,
-- settings. Nodes compare it with what they remember.
CREATE TABLE registry_revisions (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (account, region)
);

-- The policies of repositories. `document` has unique ids in place of the users and roles that its author named.
CREATE TABLE repository_policies (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  repository TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (account, region, repository)
);

-- The policy of a registry.
CREATE TABLE registry_policies (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (account, region)
);

-- Settings that differ from what a fresh registry has, by their names in the API.
CREATE TABLE account_settings (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  setting TEXT NOT NULL,
  PRIMARY KEY (account, region, name)
);
