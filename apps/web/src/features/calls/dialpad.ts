export { Dialpad } from "./components/Dialpad.tsx";
