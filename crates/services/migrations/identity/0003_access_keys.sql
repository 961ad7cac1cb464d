-- Keys belong to the root user (`user_id` empty) or to a user; what they were last used for is kept roughly.
ALTER TABLE access_keys ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
ALTER TABLE access_keys ADD COLUMN last_used_at BIGINT;
ALTER TABLE access_keys ADD COLUMN last_used_service TEXT;
ALTER TABLE access_keys ADD COLUMN last_used_region TEXT;
CREATE INDEX access_keys_by_user ON access_keys (account, user_id, id);
