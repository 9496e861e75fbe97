export * from "./form.ts";
export * from "./value.ts";
