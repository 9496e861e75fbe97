import { domainEvent } from "../kernel/event.ts";

const importEvent = <const N extends string>(name: N, meaning: string) =>
  domainEvent({ name: `import.${name}` as const, entity: "import", meaning });

export const importEvents = {
  begun: importEvent("begun", "A person began an import: its target is chosen, its file is awaited."),
  uploaded: importEvent("uploaded", "The file is stored; its rows are being checked."),
  progressed: importEvent("progressed", "More rows are checked, created or undone."),
  checked: importEvent("checked", "Every row has its outcome; nothing is created yet."),
  repaired: importEvent("repaired", "Cells of the file were repaired, and their rows checked again."),
  planned: importEvent("planned", "Assignment, priority or due time of the batch was chosen."),
  committed: importEvent("committed", "A person had the rows created that are ready, for the first time or after a pause."),
  paused: importEvent("paused", "Creating was paused, by a person or by an error."),
  done: importEvent("done", "All rows that were ready are created."),
  undoBegun: importEvent("undo_begun", "A person began to undo the batch."),
  undoStopped: importEvent("undo_stopped", "Undoing stopped with an error; what was not undone stays."),
  undone: importEvent("undone", "The batch is undone, but for what somebody has worked on."),
  failed: importEvent("failed", "The file could not be read."),
  cancelled: importEvent("cancelled", "The import was given up before anything was created."),
} as const;
