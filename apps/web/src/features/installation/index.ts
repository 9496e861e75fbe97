export { installationQuery } from "./api.ts";
export { DemoMark } from "./components/DemoMark.tsx";
