export { TemplateEditor } from "./settings/templates/TemplateEditor.tsx";
