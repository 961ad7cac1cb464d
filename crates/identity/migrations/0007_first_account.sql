-- The account that was made first: its root user and its roles operate the node. One row, and never another.
CREATE TABLE first_account (
  one BIGINT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL
);
INSERT INTO first_account (one, account)
  SELECT 1, id FROM accounts WHERE created_at > 0 ORDER BY created_at, id LIMIT 1;
