-- What a text is found by: every two characters that stand together, of figures every four (two figures stand in every telephone number, so their
-- lists would be as long as the table). Alone these are too coarse for parts of codes and for Latin words, most of whose pairs stand in every tenth
-- text: a character with the two and three figures beside it, and every three Latin letters, are grams as well. Spaces end a word. Each gram is seen
-- from its own characters alone, so a part of a text has no gram that the whole does not have. Trigrams cannot serve Chinese words of two characters.
DROP INDEX "ticket_content_search_idx";
CREATE OR REPLACE FUNCTION search_grams(given text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
  SELECT array_agg(gram) FROM (
    SELECT CASE WHEN strpos('0123456789', a) > 0 AND strpos('0123456789', b) > 0 THEN a || b || c || d ELSE a || b END AS gram
    FROM (SELECT unnest(chars) AS a, unnest(chars[2:]) AS b, unnest(chars[3:]) AS c, unnest(chars[4:]) AS d
          FROM (SELECT string_to_array(given, NULL) AS chars) AS letters) AS each
    WHERE b IS NOT NULL AND a <> ' ' AND b <> ' '
      AND (strpos('0123456789', a) = 0 OR strpos('0123456789', b) = 0 OR (strpos('0123456789', c) > 0 AND strpos('0123456789', d) > 0))
    UNION ALL
    SELECT found[1]
    FROM unnest(ARRAY['[^0-9 ][0-9]{2}', '[^0-9 ][0-9]{3}', '[0-9]{2}[^0-9 ]', '[0-9]{3}[^0-9 ]']) AS pattern, regexp_matches(given, pattern, 'g') AS found
    UNION ALL
    SELECT substr(word[1], i, 3) FROM regexp_matches(given, '[a-z]{3,}', 'g') AS word, generate_series(1, length(word[1]) - 2) AS i
  ) AS grams;
END;
CREATE INDEX "ticket_content_search_idx" ON "ticket_content" USING gin (search_grams("search"));
-- What is common among the new grams the planner only knows of then.
ANALYZE "ticket_content";
