import { create } from "zustand";

const KEY = "cloverdesk-tab";

/** A browser may forbid the storage, or have no room: the page then has its id until it is loaded again. */
function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function fresh(): string {
  const id = crypto.randomUUID();
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // A reload then takes the call over as another page would.
  }
  return id;
}

/** This page's id: survives a reload, so that the page comes back to its call with sound. */
export const useTab = create<{ id: string }>(() => ({ id: stored() ?? fresh() }));

/** A duplicated browser tab inherits the storage and so the id: take a new one. */
export function renewTab(): void {
  useTab.setState({ id: fresh() });
}

export const tabId = (): string => useTab.getState().id;
