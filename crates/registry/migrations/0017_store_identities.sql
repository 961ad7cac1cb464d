-- Which bytes belong to a Region's rows: the store says the same `id`. An `epoch` behind the store's tells of rows that were
-- restored to an earlier time; that was noticed at `restored_at`, until an operator settles it. At `stopped_at` a collection
-- found `unrecorded` of `counted` blobs, too many for it to go on.
CREATE TABLE store_identities (
  region TEXT NOT NULL,
  id TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  restored_at BIGINT,
  stopped_at BIGINT,
  unrecorded BIGINT NOT NULL DEFAULT 0,
  counted BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (region)
);

-- Bytes that layers had and may have no more, until they are removed: what is not here and in no layer was never recorded.
CREATE TABLE dropped_layers (
  region TEXT NOT NULL,
  data_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (region, data_key, digest)
);
