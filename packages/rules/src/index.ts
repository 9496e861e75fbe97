export * from "./business-hours.ts";
export * from "./ivr/index.ts";
export * from "./phone/index.ts";
