-- A caller who withholds the number has none: lists and pages have a word of their own for it, in the reader's language.
UPDATE call SET number = ''
WHERE number IN ('anonymous', 'Anonymous', 'ANONYMOUS', 'restricted', 'Restricted', 'private', 'Private', 'withheld', 'unavailable', 'Unavailable', 'unknown', 'Unknown');
