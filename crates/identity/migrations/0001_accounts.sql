-- The identity plane: global, one database that every Region reads.
CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The long-term keys of principals; today these are the root users of accounts. The secret is sealed.
CREATE TABLE access_keys (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  sealed_secret BLOB NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX access_keys_by_account ON access_keys (account, id);
