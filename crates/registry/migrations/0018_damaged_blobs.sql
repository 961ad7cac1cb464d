-- Bytes that layers have and that are `missing`, or `short` (of another length than the layers say): the layers are not available
-- until they are pushed again, or the bytes are back.
CREATE TABLE damaged_blobs (
  region TEXT NOT NULL,
  data_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  damage TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  PRIMARY KEY (region, data_key, digest)
);
