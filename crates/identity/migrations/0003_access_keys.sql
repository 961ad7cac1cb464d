-- Keys belong to the root user (`user_id` empty) or to a user.
ALTER TABLE access_keys ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
CREATE INDEX access_keys_by_user ON access_keys (account, user_id, id);
