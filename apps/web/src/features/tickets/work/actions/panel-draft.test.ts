import type { Ticket } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { withValue } from "../../form/edit.ts";
import { aRow } from "../../ticket.factory.ts";
import { type Action, freshPanel, isPossible, isTyped, withPanel } from "./panel-draft.ts";

const action = {
  code: "solve",
  name: { zh: "解决", en: "Solve" },
  to: { code: "done", name: { zh: "完", en: "Done" }, handler: { kind: "keep" as const }, callOut: false },
  primary: true,
  finishes: true,
  noteRequired: false,
  form: [{ code: "solution", required: true }],
} satisfies Action;
const ticket = (given: Partial<Ticket> = {}) =>
  ({ ...aRow({ values: { solution: "old" } }), rights: {}, actions: [action], can: { transfer: true }, ...given }) as Ticket;

it("keeps a panel while something is typed in it, the latest last", () => {
  const solve = freshPanel(ticket(), { action });
  const transfer = { ...freshPanel(ticket(), "transfer"), note: "By Friday" };
  const typed = { ...solve, form: withValue(solve.form, "solution", "new") };
  expect([isTyped(solve), isTyped(typed), isTyped(transfer)]).toEqual([false, true, true]);
  const both = withPanel(withPanel(withPanel(null, typed), transfer), typed);
  expect(Object.keys(both ?? {})).toEqual(["transfer", "action solve"]);
  expect(withPanel(both, solve)).toEqual({ transfer });
  expect(withPanel({ transfer }, freshPanel(ticket(), "transfer"))).toBeNull();
});

it("cannot be confirmed once the ticket has left the node where the panel was opened", () => {
  const solve = freshPanel(ticket(), { action });
  const elsewhere = { node: { code: "check", name: { zh: "核", en: "Check" } } };
  expect(isPossible(ticket(), solve)).toBe(true);
  expect(isPossible(ticket(elsewhere), solve)).toBe(false);
  expect(isPossible(ticket({ actions: [] }), solve)).toBe(false);
  expect(isPossible(ticket({ ...elsewhere, can: { transfer: true } as Ticket["can"] }), freshPanel(ticket(), "transfer"))).toBe(true);
  expect(isPossible(ticket({ can: { transfer: false } as Ticket["can"] }), freshPanel(ticket(), "transfer"))).toBe(false);
});
