-- What the nodes do by themselves. A row is taken by raising `fence` and is held until `leased_until`; whoever holds a lower
-- `fence` writes nothing any more. `account` is empty for what concerns the whole Region. `queue` is the Region, the job and
-- the destination: what is bounded together. `state` is `waiting`, `running`, `failed` (it is tried again), `dead` or
-- `cancelled`; the last two are never due. `wanted` grows whenever the row is asked for again.
CREATE TABLE jobs (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  job TEXT NOT NULL,
  key TEXT NOT NULL,
  queue TEXT NOT NULL,
  destination TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  wanted BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_error TEXT,
  progress TEXT,
  PRIMARY KEY (account, region, job, key)
);
CREATE INDEX jobs_due ON jobs (queue, due_at);
CREATE INDEX jobs_by_state ON jobs (region, state, job, account, key);
