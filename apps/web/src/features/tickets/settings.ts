export { FieldsSettings, NewFieldButton } from "./settings/fields/FieldsSettings.tsx";
export { NewTypeButton, TypesSettings } from "./settings/types/TypesSettings.tsx";
