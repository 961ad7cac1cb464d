-- The keys of an account's local key ring. `state` is `Enabled` or `Disabled`, `manager` `CUSTOMER` or `AWS`.
CREATE TABLE kms_keys (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  id TEXT NOT NULL,
  description TEXT NOT NULL,
  state TEXT NOT NULL,
  manager TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, id)
);

-- What a key is made of, sealed with the master key. A rotation adds a version; the older ones still open what they sealed.
CREATE TABLE kms_key_versions (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  kms_key TEXT NOT NULL,
  version BIGINT NOT NULL,
  material BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, kms_key, version)
);

-- Their names, without `alias/`.
CREATE TABLE kms_aliases (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  alias TEXT NOT NULL,
  kms_key TEXT NOT NULL,
  PRIMARY KEY (account, region, alias)
);

-- The data keys of repositories, sealed with a version of a key.
CREATE TABLE data_keys (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  id TEXT NOT NULL,
  kms_key TEXT NOT NULL,
  version BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, id)
);

-- How a repository's content is encrypted. `data_key` is empty where no key is its own.
ALTER TABLE repositories ADD COLUMN encryption_type TEXT NOT NULL DEFAULT 'AES256';
ALTER TABLE repositories ADD COLUMN kms_key TEXT NOT NULL DEFAULT '';
ALTER TABLE repositories ADD COLUMN data_key TEXT NOT NULL DEFAULT '';
ALTER TABLE repository_creation_templates ADD COLUMN encryption_type TEXT NOT NULL DEFAULT 'AES256';
ALTER TABLE repository_creation_templates ADD COLUMN kms_key TEXT NOT NULL DEFAULT '';

-- With which data key the bytes are sealed; empty: with none. A mounted layer keeps its own.
ALTER TABLE layers ADD COLUMN data_key TEXT NOT NULL DEFAULT '';
ALTER TABLE layer_uploads ADD COLUMN data_key TEXT NOT NULL DEFAULT '';
DROP INDEX layers_by_digest;
CREATE INDEX layers_by_digest ON layers (digest, data_key);
