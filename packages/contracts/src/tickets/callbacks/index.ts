export * from "./endpoints.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./pushes.ts";
export * from "./shapes.ts";
export * from "./states.ts";
