export { readSearch, writeSearch } from "./search/filter/address.ts";
export { keepSearch, keptSearch } from "./search/filter/kept.ts";
export { MyTools } from "./search/filter/MyTools.tsx";
export { SearchTools } from "./search/filter/SearchTools.tsx";
