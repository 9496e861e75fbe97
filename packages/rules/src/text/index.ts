export { FOLD_VERSION, fold, isBlank, visible } from "./fold.ts";
export { isFindable, type SearchWord, searchableText, searchWords } from "./search.ts";
