-- What waited in tables of its own goes on as rows of `jobs`.
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT account, region, 'lifecycle-policy', name || '/' || repository, region || ' lifecycle-policy ', '', 'waiting',
  due_at, 0, 0, 0, 0, due_at FROM lifecycle_policies;
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT p.account, p.region, 'lifecycle-preview', r.name || '/' || r.id, p.region || ' lifecycle-preview ', '', 'waiting',
  p.started_at, 0, 0, 0, 0, p.started_at FROM lifecycle_previews p
  JOIN repositories r ON r.account = p.account AND r.region = p.region AND r.id = p.repository
  WHERE p.status = 'IN_PROGRESS';
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT DISTINCT i.account, i.region, 'image-activation', r.name || '/' || r.id, i.region || ' image-activation ', '', 'waiting',
  0, 0, 0, 0, 0, 0 FROM images i
  JOIN repositories r ON r.account = i.account AND r.region = i.region AND r.id = i.repository
  WHERE i.status = 'ACTIVATING';
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT account, region, 'repository-removal', id, region || ' repository-removal ', '', 'waiting',
  deleted_at, 0, 0, 0, 0, deleted_at FROM deleted_repositories;
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT q.account, q.region, 'event-delivery', q.webhook || '/' || q.stream, q.region || ' event-delivery ' || w.url, w.url,
  'waiting', q.due_at, 0, 0, q.attempts, 0, q.due_at FROM delivery_queues q
  JOIN webhooks w ON w.account = q.account AND w.region = q.region AND w.name = q.webhook;

-- A Region that has something has a row, so that it is found.
INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, created_at)
  SELECT DISTINCT '', region, 'upload-expiry', '', region || ' upload-expiry ', '', 'waiting', 0, 0, 0, 0, 0, 0
  FROM (SELECT region FROM repositories UNION SELECT region FROM registry_revisions
  UNION SELECT region FROM layers UNION SELECT region FROM layer_uploads) AS used;

DROP TABLE delivery_queues;
DROP TABLE deleted_repositories;
DROP INDEX lifecycle_policies_due;
ALTER TABLE lifecycle_policies DROP COLUMN due_at;
ALTER TABLE lifecycle_policies DROP COLUMN leased_until;
DROP INDEX lifecycle_previews_waiting;

-- Uploads expire Region by Region, oldest first.
DROP INDEX layer_uploads_by_age;
CREATE INDEX layer_uploads_by_age ON layer_uploads (region, created_at, id);
