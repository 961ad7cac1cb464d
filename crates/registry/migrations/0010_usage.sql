-- What accounts asked of a registry on a day (UTC, `2026-11-27`), and what they took away.
CREATE TABLE usage_traffic (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  day TEXT NOT NULL,
  caller TEXT NOT NULL,
  requests BIGINT NOT NULL,
  pulled_bytes BIGINT NOT NULL,
  PRIMARY KEY (account, region, day, caller)
);
CREATE INDEX usage_traffic_by_day ON usage_traffic (region, day, account, caller);

-- What a registry held when it was last measured on a day.
CREATE TABLE usage_storage (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  day TEXT NOT NULL,
  logical_bytes BIGINT NOT NULL,
  stored_bytes BIGINT NOT NULL,
  images BIGINT NOT NULL,
  repositories BIGINT NOT NULL,
  PRIMARY KEY (account, region, day)
);
CREATE INDEX usage_storage_by_day ON usage_storage (region, day, account);

-- Who holds the same bytes, account by account.
DROP INDEX layers_by_digest;
CREATE INDEX layers_by_digest ON layers (digest, data_key, account);
