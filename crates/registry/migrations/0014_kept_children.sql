-- What a deleted image names, which is kept with it, is told by a column, no longer by a prefix of the kind.
ALTER TABLE image_children ADD COLUMN is_kept BIGINT NOT NULL DEFAULT 0;
UPDATE image_children SET is_kept = 1, child_kind = SUBSTR(child_kind, 6) WHERE child_kind IN ('kept layer', 'kept image');
