export { ExportsButton } from "./components/ExportsButton.tsx";
