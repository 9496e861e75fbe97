export { FieldsSettings, NewFieldButton } from "./setup/fields/FieldsSettings.tsx";
export { TemplatesSettings } from "./setup/templates/TemplatesSettings.tsx";
export { NewTypeButton, TypesSettings } from "./setup/types/TypesSettings.tsx";
