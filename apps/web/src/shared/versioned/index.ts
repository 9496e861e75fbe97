export {
  arrived,
  type Base,
  begun,
  type Draft,
  decidedField,
  isDirty,
  kept,
  keptSome,
  overtaken,
  type Policy,
  typed,
} from "./draft.ts";
export { keep, readKept, useKept } from "./kept.ts";
export { leaveFreely, useLeaveGuard } from "./leave-guard.ts";
export { mergeFields, sameJson } from "./merge.ts";
export { useVersioned } from "./useVersioned.ts";
