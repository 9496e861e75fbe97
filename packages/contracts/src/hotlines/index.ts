export * from "./ivr/index.ts";
export * from "./shapes.ts";
