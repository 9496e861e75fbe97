export { categoryOptions, everyCategory } from "./options.ts";
export { categoriesQuery } from "./query.ts";
export { followCategories } from "./realtime.ts";
