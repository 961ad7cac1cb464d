-- How many bytes the layers of a registry's repositories have, each repository by itself, in parts by the first digit of the
-- digest: pushes of one account at the same time do not wait for one row.
CREATE TABLE layer_bytes (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  part TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (account, region, part)
);
INSERT INTO layer_bytes (account, region, part, bytes)
  SELECT account, region, substr(digest, 8, 1), CAST(SUM(size) AS BIGINT) FROM layers GROUP BY account, region, substr(digest, 8, 1);
