export { showExports } from "./panel.ts";
