-- Accounts have an address, and may be closed (0: open).
ALTER TABLE accounts ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN closed_at BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX accounts_by_email ON accounts (LOWER(email)) WHERE email <> '';
CREATE INDEX accounts_by_age ON accounts (created_at, id);

-- Organizations, each with its root and the types of policies that are enabled there. `resource_policy` is empty when
-- there is none.
CREATE TABLE organizations (
  id TEXT NOT NULL PRIMARY KEY,
  management_account TEXT NOT NULL,
  root TEXT NOT NULL,
  feature_set TEXT NOT NULL,
  service_control BIGINT NOT NULL,
  resource_control BIGINT NOT NULL,
  resource_policy_id TEXT NOT NULL,
  resource_policy TEXT NOT NULL
);

-- Organizational units. `parent` is the root or another unit; names are unique below one parent.
CREATE TABLE organization_units (
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  parent TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (organization, id)
);
CREATE UNIQUE INDEX organization_units_by_name ON organization_units (organization, parent, name);
CREATE INDEX organization_units_by_parent ON organization_units (organization, parent, id);

-- Which account is where; an account is in one organization at most.
CREATE TABLE organization_accounts (
  account TEXT NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  parent TEXT NOT NULL,
  joined_method TEXT NOT NULL,
  joined_at BIGINT NOT NULL
);
CREATE INDEX organization_accounts_by_organization ON organization_accounts (organization, account);
CREATE INDEX organization_accounts_by_parent ON organization_accounts (organization, parent, account);

-- The policies that customers wrote; AWS's own are not here.
CREATE TABLE organization_policies (
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  policy_type TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (organization, id)
);
CREATE UNIQUE INDEX organization_policies_by_name ON organization_policies (organization, policy_type, name);
CREATE INDEX organization_policies_by_type ON organization_policies (organization, policy_type, id);

-- Which root, unit or account (`target`) has which policy, AWS's own included.
CREATE TABLE organization_attachments (
  organization TEXT NOT NULL,
  target TEXT NOT NULL,
  policy_type TEXT NOT NULL,
  policy TEXT NOT NULL,
  PRIMARY KEY (organization, target, policy_type, policy)
);
CREATE INDEX organization_attachments_by_policy ON organization_attachments (organization, policy, target);

-- Tags of the root, units, accounts and policies.
CREATE TABLE organization_tags (
  organization TEXT NOT NULL,
  resource TEXT NOT NULL,
  tag_key TEXT NOT NULL,
  tag_value TEXT NOT NULL,
  PRIMARY KEY (organization, resource, tag_key)
);

-- What became of requests to create an account. `account` is empty when it failed, `failure` when it did not.
CREATE TABLE organization_account_requests (
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  account TEXT NOT NULL,
  failure TEXT NOT NULL,
  PRIMARY KEY (organization, id)
);
