export * from "./business-hours.ts";
export * from "./ivr/index.ts";
export * from "./password.ts";
export * from "./phone/index.ts";
export * from "./queue-position.ts";
