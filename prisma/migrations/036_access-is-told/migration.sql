-- A person's status, roles and skill groups decide what their open pages hear and whether they are rung. Whoever changes the rows, it is an event:
-- every process forgets what it kept of the person, and cuts or regroups their connections. People who are signed in nowhere have none.
CREATE FUNCTION access_changed(person uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE changed bigint;
BEGIN
  IF EXISTS (SELECT FROM session s WHERE s.person_id = person AND s.revoked_at IS NULL) THEN
    INSERT INTO event (name, entity, entity_id, data) VALUES ('identity.access_changed', 'person', person, '{}') RETURNING seq INTO changed;
    PERFORM pg_notify('event', changed::text);
  END IF;
END $$;

CREATE FUNCTION person_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_changed(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER person_access_changed AFTER UPDATE ON person FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION person_access_changed();

CREATE FUNCTION role_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_changed(person_id) FROM person_role WHERE role_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER role_access_changed AFTER UPDATE ON role FOR EACH ROW
  WHEN (OLD.grants IS DISTINCT FROM NEW.grants) EXECUTE FUNCTION role_access_changed();

-- For person_role and skill_group_member.
CREATE FUNCTION place_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM access_changed(OLD.person_id); END IF;
  IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.person_id <> OLD.person_id) THEN PERFORM access_changed(NEW.person_id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_role_access_changed AFTER INSERT OR UPDATE OR DELETE ON person_role
  FOR EACH ROW EXECUTE FUNCTION place_access_changed();
CREATE TRIGGER skill_group_member_access_changed AFTER INSERT OR UPDATE OR DELETE ON skill_group_member
  FOR EACH ROW EXECUTE FUNCTION place_access_changed();
