export { CallbackLists } from "./callbacks/CallbackLists.tsx";
export { CallbacksSoon } from "./callbacks/CallbacksSoon.tsx";
