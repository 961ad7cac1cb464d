-- A number that grows with every change of what decides an account's requests; the row of the account '' counts changes
-- that concern all accounts. Nodes compare it with what they remember.
CREATE TABLE identity_revisions (
  account TEXT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
);
