-- What happened to images, in EventBridge's shape, each written in the transaction that did it. A stream is the id of one
-- life of a repository; its events are numbered without a gap, and outlive it.
CREATE TABLE event_streams (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (account, region, stream)
);
CREATE TABLE events (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (account, region, stream, sequence)
);
CREATE INDEX events_by_time ON events (region, created_at, account, stream, sequence);

-- Where events go. `filter` is a wildcard over repository names.
CREATE TABLE webhooks (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  filter TEXT NOT NULL,
  secret BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, name)
);

-- What waits to be delivered: one queue for each webhook and stream, and its events in order. Whoever delivers holds the
-- queue until `leased_until`.
CREATE TABLE delivery_queues (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  webhook TEXT NOT NULL,
  stream TEXT NOT NULL,
  pending BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  PRIMARY KEY (account, region, webhook, stream)
);
CREATE INDEX delivery_queues_due ON delivery_queues (region, due_at);
CREATE TABLE deliveries (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  webhook TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (account, region, webhook, stream, sequence)
);

-- What was not delivered after the last attempt, and why.
CREATE TABLE dead_letters (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  webhook TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (account, region, webhook, stream, sequence)
);
