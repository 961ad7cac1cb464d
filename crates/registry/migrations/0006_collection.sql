-- Since when no image names the layer; whatever names it or asks for it clears this. After the grace period it is removed.
ALTER TABLE layers ADD COLUMN orphaned_at BIGINT;
-- Who refers to bytes, whosever they are.
CREATE INDEX layers_by_digest ON layers (digest);
