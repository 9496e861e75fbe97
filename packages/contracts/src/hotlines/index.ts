export * from "./endpoints.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./ivr/index.ts";
export * from "./shapes.ts";
