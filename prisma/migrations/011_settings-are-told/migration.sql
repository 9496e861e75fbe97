-- A changed setting is an event like every other, whoever wrote the row: every process forgets what it kept, and pages ask anew.
CREATE FUNCTION setting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed bigint;
BEGIN
  INSERT INTO event (name, entity, entity_id, data) VALUES ('setting.changed', 'setting', gen_random_uuid(), '{}') RETURNING seq INTO changed;
  PERFORM pg_notify('event', changed::text);
  RETURN NULL;
END $$;
CREATE TRIGGER setting_changed AFTER INSERT OR UPDATE OR DELETE ON setting FOR EACH STATEMENT EXECUTE FUNCTION setting_changed();
