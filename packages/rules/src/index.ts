export * from "./business-hours.ts";
export * from "./phone/index.ts";
