-- A known text, sealed with the master key: another key is told by it before anything is sealed. One row.
CREATE TABLE master_key (
  one BIGINT NOT NULL PRIMARY KEY,
  check_value BLOB NOT NULL
);
