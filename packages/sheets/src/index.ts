export { openSheets } from "./open.ts";
export { readBeside } from "./read-beside.ts";
export * from "./sheet.ts";
