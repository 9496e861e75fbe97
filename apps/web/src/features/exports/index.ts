export { type ExportAsk, ExportMenu } from "./components/ExportMenu.tsx";
export { showExports } from "./panel.ts";
