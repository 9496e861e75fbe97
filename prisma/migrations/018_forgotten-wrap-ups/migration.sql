-- Until now a process that was killed between a commit and its reaction could leave the end of a wrap-up unnoted; a sweep repaired the last day.
-- The event says when the wrap-up ended.
UPDATE call c
SET wrap_up_ended_at = e.at, wrap_up_ms = EXTRACT(EPOCH FROM e.at - c.ended_at) * 1000
FROM event e
WHERE e.name = 'agent.state_changed' AND e.data ->> 'from' = 'wrap_up' AND (e.data ->> 'callId')::uuid = c.id
  AND c.state = 'ended' AND c.wrap_up_ended_at IS NULL;
