-- Whether the repositories that have the bytes were told, by an event each. `damage` may also be `altered` (the bytes are others than the
-- digest says) and `unreadable` (the disk does not read them); such a file was moved out of the way.
ALTER TABLE damaged_blobs ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
