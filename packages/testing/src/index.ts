export * from "./clock.ts";
export * from "./database.ts";
export * from "./fake-voice.ts";
export * from "./wait.ts";
export * from "./xlsx.ts";
