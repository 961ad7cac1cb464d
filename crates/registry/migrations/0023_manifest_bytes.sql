-- `layer_bytes` also has the bytes of manifests: those of images, and those of deleted images that can be restored.
INSERT INTO layer_bytes (account, region, part, bytes)
  SELECT m.account, m.region, substr(m.digest, 8, 1), CAST(SUM(m.manifest_size) AS BIGINT)
  FROM (SELECT account, region, digest, manifest_size FROM images
  UNION ALL SELECT account, region, digest, manifest_size FROM deleted_images) AS m
  WHERE 1 = 1 GROUP BY m.account, m.region, substr(m.digest, 8, 1)
  ON CONFLICT (account, region, part) DO UPDATE SET bytes = layer_bytes.bytes + excluded.bytes;
