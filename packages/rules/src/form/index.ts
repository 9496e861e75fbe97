export * from "./field.ts";
export * from "./form.ts";
export * from "./template.ts";
export * from "./value.ts";
