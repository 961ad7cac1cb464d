-- Where in an upload its first short part ends; NULL while it has none. Parts note it in any order, so that two which arrive
-- together cannot lose it. `last_part_size` and `has_short_part` are read no longer.
ALTER TABLE layer_uploads ADD COLUMN short_part_end BIGINT;
