-- What waits for a webhook knows it by `id`, which `webhook` of `deliveries` and `dead_letters` holds: one that is made again
-- under a name gets nothing of the one before.
ALTER TABLE webhooks ADD COLUMN id TEXT NOT NULL DEFAULT '';
UPDATE webhooks SET id = name;
