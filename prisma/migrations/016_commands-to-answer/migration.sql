-- Every api process looks every two seconds for commands that voice has not answered: among millions that it has they must be found at once.
CREATE INDEX "voice_command_open_idx" ON "voice_command" ("created_at") WHERE done_at IS NULL;
