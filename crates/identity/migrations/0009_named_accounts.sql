-- From here on policies are saved with the time at which an account was made beside the id of each account that they name. Those
-- of before have the ids alone: they mean the accounts that are here now (1), and none that is made later (0).
ALTER TABLE accounts ADD COLUMN named_by_id BIGINT NOT NULL DEFAULT 1;
