export * from "./sheet.ts";
export * from "./tree.ts";
