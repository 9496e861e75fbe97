export { CallbacksSoon } from "./callbacks/CallbacksSoon.tsx";
export { CallbackLists } from "./callbacks/CallbackLists.tsx";
