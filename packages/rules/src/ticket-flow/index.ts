export * from "./interpreter.ts";
export * from "./time-limits.ts";
export * from "./validate.ts";
export * from "./working-time.ts";
