-- Sections of forms have names in both languages, like fields and templates; what was one name stands for both.
UPDATE ticket_template_version v SET fields = (
  SELECT jsonb_agg(
    CASE jsonb_typeof(place->'section')
      WHEN 'string' THEN place || jsonb_build_object('section', jsonb_build_object('zh', place->>'section', 'en', place->>'section'))
      ELSE place
    END ORDER BY at)
  FROM jsonb_array_elements(v.fields) WITH ORDINALITY AS places(place, at))
WHERE jsonb_array_length(v.fields) > 0;
