export { CategoriesSettings } from "./settings/categories/CategoriesSettings.tsx";
export { FieldsSettings, NewFieldButton } from "./settings/fields/FieldsSettings.tsx";
export { TemplatesSettings } from "./settings/templates/TemplatesSettings.tsx";
export { NewTypeButton, TypesSettings } from "./settings/types/TypesSettings.tsx";
