export { SetUpForm } from "./components/SetUpForm.tsx";
