export { FirstSteps } from "./components/FirstSteps.tsx";
