export { TemplateEditor } from "./setup/templates/TemplateEditor.tsx";
