export { startIvr, stepIvr, unfinishedEntry } from "./interpreter.ts";
export type * from "./types.ts";
export { type IvrKnown, type IvrProblem, type IvrProblemCode, validateIvr } from "./validate.ts";
