export * from "./events.ts";
export * from "./pushes.ts";
