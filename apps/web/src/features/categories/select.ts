export { CategorySelect } from "./CategorySelect.tsx";
