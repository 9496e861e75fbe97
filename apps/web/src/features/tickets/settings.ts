export { TypesSettings } from "./settings/TypesSettings.tsx";
