-- "All" meant all tickets of the import's type; that is called "type" now, and "all" means those of every type. "None" is called "batch".
UPDATE "import" SET "duplicates" = jsonb_set("duplicates", '{scope}', CASE "duplicates"->>'scope' WHEN 'all' THEN '"type"'::jsonb ELSE '"batch"'::jsonb END)
WHERE "duplicates"->>'scope' IN ('all', 'none');
