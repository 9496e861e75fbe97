export { Worklist } from "./worklist/Worklist.tsx";
