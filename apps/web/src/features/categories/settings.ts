export { CategoriesSettings, CategoryActions } from "./settings/CategoriesSettings.tsx";
