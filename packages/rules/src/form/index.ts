export * from "./field.ts";
export * from "./form.ts";
export * from "./sections.ts";
export * from "./template.ts";
export * from "./value.ts";
