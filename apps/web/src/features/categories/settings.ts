export { CategoriesSettings } from "./settings/CategoriesSettings.tsx";
