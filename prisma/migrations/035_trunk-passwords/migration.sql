-- Commands to voice no longer keep the credentials of a trunk: they are read by the trunk's id when a command is sent.
UPDATE voice_command c
SET command = jsonb_set(c.command #- '{trunk,username}' #- '{trunk,password}', '{trunk,id}', to_jsonb(h.trunk_id::text))
FROM hotline h
WHERE c.command->>'name' = 'dial-leg' AND h.number = c.command->>'from';

UPDATE voice_command
SET command = command #- '{trunk,username}' #- '{trunk,password}'
WHERE command->>'name' = 'dial-leg' AND command->'trunk' ? 'password';
