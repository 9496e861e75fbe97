import type { FieldValues, Ticket } from "@cloverdesk/contracts";
import { useEffect, useState } from "react";
import { useKept } from "../../../../shared/versioned/index.ts";
import { useUploads } from "../../files/uploads.ts";
import { broughtUp, type Edit, editOf, isChanged } from "../../form/edit.ts";
import { valuesOf } from "../values/fields-of.ts";
import { askedBy } from "./asked-by.ts";

export type Action = Ticket["actions"][number];
export type PanelKind = "transfer" | "urge" | "copy" | "reopen" | { action: Action };

/** What was put into a panel. `node` is where the ticket stood when it was opened: an action of the same name elsewhere is another one. */
export interface PanelDraft {
  kind: PanelKind;
  node: string;
  form: Edit;
  target: string | null;
  people: string[];
  note: string;
}
/** Panels with something typed by their names, the latest last. */
export type PanelDrafts = Record<string, PanelDraft>;

export const panelName = (kind: PanelKind): string => (typeof kind === "object" ? `action ${kind.action.code}` : kind);

/** The values that the panel's form begins with; `begun` are those that it has already. */
function prefill(ticket: Ticket, kind: PanelKind, begun?: FieldValues): FieldValues {
  const codes = typeof kind === "object" ? askedBy(ticket, kind.action, begun).map(({ code }) => code) : [];
  const all = valuesOf(ticket, codes);
  return Object.fromEntries(codes.map((code) => [code, all[code] ?? null]));
}

export function freshPanel(ticket: Ticket, kind: PanelKind, node = ticket.node.code): PanelDraft {
  return { kind, node, form: editOf(ticket.version, prefill(ticket, kind)), target: null, people: [], note: "" };
}

export const isTyped = ({ note, target, people, form }: PanelDraft): boolean =>
  note !== "" || target !== null || people.length > 0 || isChanged(form);

/** The panels with this one as it is now, as the latest; one in which nothing is typed is not kept. */
export function withPanel(panels: PanelDrafts | null, draft: PanelDraft): PanelDrafts | null {
  const { [panelName(draft.kind)]: _, ...others } = panels ?? {};
  if (isTyped(draft)) return { ...others, [panelName(draft.kind)]: draft };
  return Object.keys(others).length > 0 ? others : null;
}

/** Whether the panel can still be confirmed: the ticket may have moved, or changed hands, since it was opened. */
export const isPossible = (ticket: Ticket, { kind, node }: PanelDraft): boolean =>
  typeof kind === "object" ? ticket.node.code === node && ticket.actions.some(({ code }) => code === kind.action.code) : ticket.can[kind];

const keyOf = (ticket: Ticket): string => `ticket-panel-drafts.${ticket.id}`;

/** The panel in which was typed last, to be opened with the ticket; null when there is none. */
export function useLatestPanel(ticket: Ticket): PanelKind | null {
  const [panels] = useKept<PanelDrafts>(keyOf(ticket));
  return Object.values(panels ?? {}).at(-1)?.kind ?? null;
}

/** What is put into a panel: kept from the first change on, its form brought up to each newer version of the ticket. */
export function usePanelDraft(ticket: Ticket, kind: PanelKind) {
  const [panels, keep] = useKept<PanelDrafts>(keyOf(ticket));
  const [openedAt] = useState(ticket.node.code);
  const name = panelName(kind);
  const uploads = useUploads(`${keyOf(ticket)} ${name}`);
  const fresh = freshPanel(ticket, kind, openedAt);
  const draft = panels?.[name] ?? fresh;
  const change = (step: (old: PanelDraft) => Partial<PanelDraft>) =>
    keep((old) => {
      const before = old?.[name] ?? fresh;
      return withPanel(old, { ...before, ...step(before) });
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is what matters
  useEffect(() => {
    const at = draft.node === ticket.node.code;
    if (panels?.[name] && at) change(({ form }) => ({ form: broughtUp(form, ticket.version, prefill(ticket, kind, form.value)) }));
  }, [ticket.version]);
  return {
    draft,
    typed: panels?.[name] !== undefined,
    uploads,
    change,
    drop: () => {
      uploads.cancel();
      keep((old) => withPanel(old, fresh));
    },
  };
}
