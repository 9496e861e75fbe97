import { create } from "zustand";
import type { NewTicketFrom } from "../tickets/new-ticket.ts";

/** What can stand in the third area, at the right of every page. */
export type Panel =
  | { kind: "newTicket"; from: NewTicketFrom }
  | { kind: "ticket"; id: string }
  | { kind: "record"; id: string }
  | { kind: "summary"; id: string };

interface Opened {
  panel: Panel;
  /** Where the focus was: closing leads back there. */
  from: Element | null;
}

/** The panels beside the page. The last one is shown; those under it keep what was typed. */
export const useBeside = create<{ opened: readonly Opened[] }>(() => ({ opened: [] }));

/** The panels after one more is opened: it lies over the others, and one of its kind is replaced. */
export const withPanel = (opened: readonly Opened[], one: Opened): readonly Opened[] => [
  ...opened.filter(({ panel }) => panel.kind !== one.panel.kind),
  one,
];

/** Opens a panel beside the page. */
export function openBeside(panel: Panel): void {
  useBeside.setState(({ opened }) => ({ opened: withPanel(opened, { panel, from: document.activeElement }) }));
}

/** Closes the panel of a kind, or the one that is shown; the focus goes back to where it was. */
export function closeBeside(kind?: Panel["kind"]): void {
  const { opened } = useBeside.getState();
  const gone = kind === undefined ? opened.at(-1) : opened.find(({ panel }) => panel.kind === kind);
  if (!gone) return;
  useBeside.setState({ opened: opened.filter((each) => each !== gone) });
  if (gone !== opened.at(-1)) return;
  const back = gone.from instanceof HTMLElement && gone.from.isConnected && gone.from !== document.body ? gone.from : null;
  (back ?? document.getElementById("content"))?.focus();
}
