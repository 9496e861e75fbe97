import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { id } from "../kernel/shapes.ts";

export const queueEvents = {
  entered: domainEvent({
    name: "queue.entered",
    entity: "call",
    meaning: "The call waits in a skill group's queue.",
    data: { skillGroupId: id, priority: z.number().int() },
  }),
  left: domainEvent({
    name: "queue.left",
    entity: "call",
    meaning: "The call no longer waits in the queue: answered, gone, overflowed or in another queue.",
    data: { skillGroupId: id },
  }),
  offered: domainEvent({
    name: "queue.offered",
    entity: "call",
    meaning: "An agent is rung for the waiting call.",
    data: { skillGroupId: id, personId: id },
  }),
  returned: domainEvent({
    name: "queue.returned",
    entity: "call",
    meaning: "The ringing ended without an answer; the call keeps its place. `missedBy` is the agent who did not answer.",
    data: { skillGroupId: id, missedBy: id.nullable() },
  }),
} as const;
