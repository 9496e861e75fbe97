export { SearchTools } from "./search/SearchTools.tsx";
