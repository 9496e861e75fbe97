export * from "./endpoints.ts";
export * from "./errors.ts";
export * from "./kinds.ts";
export * from "./shapes.ts";
