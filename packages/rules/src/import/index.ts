export { readWallTime } from "./dates.ts";
export { IMPORT_FAULTS, type ImportFaultCode } from "./faults.ts";
export { type Named, type Names, namesOf } from "./near.ts";
export { type CellRead, type CellReader, cellReader, readPhone } from "./read-cell.ts";
