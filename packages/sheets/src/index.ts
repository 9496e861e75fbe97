export { openSheets } from "./open.ts";
export * from "./sheet.ts";
