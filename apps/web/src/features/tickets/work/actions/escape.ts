import type { KeyboardEvent } from "react";

const OPEN_LIST = ":is(.ant-select-dropdown, .ant-picker-dropdown):not(.ant-select-dropdown-hidden, .ant-picker-dropdown-hidden)";

/** Escape closes a panel in which nothing was typed; an open list or calendar of one of its fields is closed first. What was typed only *Cancel* discards. */
export const closesOnEscape = (typed: boolean, close: () => void) => (event: KeyboardEvent) => {
  if (event.key === "Escape" && !typed && !document.querySelector(OPEN_LIST)) close();
};
