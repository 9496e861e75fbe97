import { domainEvent } from "../kernel/event.ts";

export const exportEvents = {
  asked: domainEvent({ name: "export.asked", entity: "export", meaning: "A person asked for an export." }),
  taken: domainEvent({ name: "export.taken", entity: "export", meaning: "A process began to write the file." }),
  progressed: domainEvent({ name: "export.progressed", entity: "export", meaning: "More rows are written." }),
  waiting: domainEvent({ name: "export.waiting", entity: "export", meaning: "The writer gave the export back; it will be taken again." }),
  done: domainEvent({ name: "export.done", entity: "export", meaning: "The file is complete." }),
  failed: domainEvent({ name: "export.failed", entity: "export", meaning: "The file could not be written." }),
  cancelled: domainEvent({ name: "export.cancelled", entity: "export", meaning: "The person cancelled the export." }),
  retried: domainEvent({ name: "export.retried", entity: "export", meaning: "The person asked for a failed or cancelled export again." }),
} as const;
