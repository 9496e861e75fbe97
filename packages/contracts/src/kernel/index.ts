export * from "./endpoint.ts";
export * from "./errors.ts";
export * from "./paging.ts";
export * from "./permissions.ts";
export * from "./push.ts";
export * from "./realtime.ts";
export * from "./shapes.ts";
export * from "./state-table.ts";
