export { clock, fullMoment, groupDigits, inLanguage, moment } from "./format.ts";
export { readStored, writeStored } from "./stored.ts";
export { useLanguage } from "./useLanguage.ts";
export { useNow } from "./useNow.ts";
