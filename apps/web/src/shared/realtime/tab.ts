import { create } from "zustand";

const KEY = "cloverdesk-tab";

function fresh(): string {
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  return id;
}

/** This page's id: survives a reload, so that the page comes back to its call with sound. */
export const useTab = create<{ id: string }>(() => ({ id: sessionStorage.getItem(KEY) ?? fresh() }));

/** A duplicated browser tab inherits the storage and so the id: take a new one. */
export function renewTab(): void {
  useTab.setState({ id: fresh() });
}

export const tabId = (): string => useTab.getState().id;
