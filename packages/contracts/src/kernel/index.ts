export * from "./endpoint.ts";
export * from "./errors.ts";
// Not `domainEvent`: events are declared in the modules' events.ts only.
export { type DomainEvent, type EventData, isOfKind, type RecordedEvent, type RecordedIn } from "./event.ts";
export * from "./numbers.ts";
export * from "./paging.ts";
export * from "./permissions.ts";
export * from "./push.ts";
export * from "./realtime.ts";
export * from "./shapes.ts";
export * from "./state-table.ts";
export * from "./text.ts";
