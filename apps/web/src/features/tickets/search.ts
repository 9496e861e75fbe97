export { readSearch, writeSearch } from "./search/filter/address.ts";
export { SearchTools } from "./search/filter/SearchTools.tsx";
