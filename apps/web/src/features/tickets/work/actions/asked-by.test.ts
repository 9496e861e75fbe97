import { formField, type Ticket } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import { askedBy, shownOf } from "./asked-by.ts";
import { type Action, freshPanel } from "./panel-draft.ts";

const action = {
  code: "solve",
  name: { zh: "解决", en: "Solve" },
  to: { code: "done", name: { zh: "完", en: "Done" }, handler: { kind: "keep" as const }, callOut: false },
  primary: true,
  finishes: true,
  noteRequired: false,
  form: [
    { code: "solution", required: true },
    { code: "level", required: false },
  ],
} satisfies Action;
const ticket = (given: Partial<Ticket> = {}) => ({ ...aRow(), rights: {}, actions: [action], ...given }) as Ticket;
const rights = { level: "required", amount: "required", note: "edit", title: "required" } as const;

it("asks for its own form, and for what the node requires and the ticket lacks", () => {
  expect(askedBy(ticket(), action)).toEqual(action.form);
  expect(askedBy(ticket({ rights }), action)).toEqual([
    { code: "solution", required: true },
    { code: "level", required: true },
    { code: "amount", required: true },
  ]);
  expect(askedBy(ticket({ rights, values: { amount: "5.00" } }), action).map(({ code }) => code)).toEqual(["solution", "level"]);
});

it("asks on for what was begun, so that what somebody else fills in meanwhile is seen", () => {
  const { form } = freshPanel(ticket({ rights }), { action });
  expect(form.value).toEqual({ solution: null, level: null, amount: null });
  expect(askedBy(ticket({ rights, values: { amount: "5.00" } }), action, form.value).map(({ code }) => code)).toContain("amount");
});

it("asks for nothing that the ticket's form hides with these values", () => {
  const form = [
    formField.parse({ code: "level" }),
    formField.parse({ code: "amount", visibleWhen: [{ code: "level", is: "any_of", values: ["refund"] }] }),
  ];
  const asked = askedBy(ticket({ rights }), action);
  const codes = (values: object) => shownOf(asked, ticket({ rights }), form, { ...values }).map(({ code }) => code);
  expect(codes({ level: null })).toEqual(["solution", "level"]);
  expect(codes({ level: "refund" })).toEqual(["solution", "level", "amount"]);
});
