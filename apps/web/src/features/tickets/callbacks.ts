export { CallbackLists } from "./callbacks/CallbackLists.tsx";
