export { FlowEditor } from "./flow/FlowEditor.tsx";
