-- When a credential was last used: of an access key (`subject`, its id), of a role (`subject`, its unique id).
CREATE TABLE iam_last_uses (
  account TEXT NOT NULL,
  subject TEXT NOT NULL PRIMARY KEY,
  used_at BIGINT NOT NULL,
  service TEXT NOT NULL,
  region TEXT NOT NULL
);
