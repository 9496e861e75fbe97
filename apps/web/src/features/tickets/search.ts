export { readSearch, writeSearch } from "./search/address.ts";
export { SearchTools } from "./search/SearchTools.tsx";
