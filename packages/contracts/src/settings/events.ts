import { domainEvent } from "../kernel/event.ts";

export const settingEvents = {
  /** Written by a trigger of the table, so that it also tells of rows changed by hand. */
  changed: domainEvent({ name: "setting.changed", entity: "setting", meaning: "A row of the settings changed." }),
} as const;
