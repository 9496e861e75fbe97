import type { FieldValue, FieldValues, Ticket, ValueChange } from "@cloverdesk/contracts";
import { fieldRightAt, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { maskingOf } from "../../settings/index.ts";
import { shownValues } from "../search/row.presenter.ts";
import { formOf, setupOf } from "../setup/setup.ts";
import { mustBeAble, onTicket, type Story } from "./on-ticket.ts";
import { categoryIsOffered, customerWithPhones, readFields } from "./ticket.repo.ts";
import { apart, checkedForm, differences, foldedWith, formWith, mustNotCollide, settleReferences, valuesOf } from "./values.ts";

/** Not fields of the form, but changed in the same way. */
const TIED = ["category", "customer"] as const;

/** Changes values. What somebody else changed since the page was shown is a conflict, told field by field; then nothing is written. */
export function editTicket(ctx: AppContext, actor: Actor, ticketId: string, changes: ValueChange[], note: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    mustBeAble(story, "edit");
    const { tx, ticket, flow } = story;
    const node = nodeOf(flow, ticket.node);
    const { fields } = await setupOf(ctx);
    const masked = (await maskingOf(ctx)).on;
    const before: FieldValues = {
      ...valuesOf(ticket, await readFields(tx.rows, ticketId)),
      category: ticket.categoryId,
      customer: ticket.customerId,
    };
    mustNotCollide(
      shownValues(before, fields, masked, node),
      changes.map(({ code, before, after }) => [code, before, after]),
    );
    mustBeEditable(story, changes);

    const wished = Object.fromEntries(changes.map(({ code, after }) => [code, after]));
    const { category, customer, ...values } = { ...before, ...wished };
    const tied = { categoryId: textOf(category), customerId: textOf(customer) };
    await mustExist(story, tied);
    const form = await formOf(ctx, ticket.templateId, ticket.templateVersion);
    const codes = [...Object.keys(node?.fields ?? {}), ...Object.keys(values)];
    const kept = checkedForm(formWith(form, codes), fields, values, { touched: new Set(Object.keys(wished)) });
    const told = differences(before, { ...kept, category: tied.categoryId, customer: tied.customerId });
    if (told.length === 0 && note === "") return;
    const { columns, fields: contents } = apart(kept);
    await settleReferences(tx, ticketId, actor.personId, fields, onlyOf(contents, wished));
    const folded = await foldedWith(tx, { ...ticket, ...columns, ...tied }, contents, fields);
    await Promise.all([story.writeFields(contents, folded), story.write("edited", { ...columns, ...tied }, { changes: told, note })]);
  });
}

const textOf = (value: FieldValue | undefined): string | null => (typeof value === "string" ? value : null);
const onlyOf = (values: FieldValues, wished: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([code]) => code in wished));

function mustBeEditable({ flow, ticket }: Story, changes: ValueChange[]): void {
  const node = nodeOf(flow, ticket.node);
  const fixed = changes.filter(({ code }) => {
    const right = fieldRightAt(node, code, true);
    return !(TIED as readonly string[]).includes(code) && right !== "edit" && right !== "required";
  });
  if (fixed.length > 0)
    throw new AppError("tickets.values_invalid", { fields: Object.fromEntries(fixed.map(({ code }) => [code, "not_editable"])) });
}

/** Looks only at what is chosen anew: a category that was retired since may stay. */
async function mustExist(
  { tx, ticket }: Story,
  { categoryId, customerId }: { categoryId: string | null; customerId: string | null },
): Promise<void> {
  const unknown = (code: string) => new AppError("tickets.values_invalid", { fields: { [code]: "unknown_option" } });
  const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
  const isNew = (id: string | null, before: string | null): id is string => id !== null && id !== before;
  if (isNew(categoryId, ticket.categoryId) && !(isId(categoryId) && (await categoryIsOffered(tx.rows, categoryId))))
    throw unknown("category");
  if (isNew(customerId, ticket.customerId) && !(isId(customerId) && (await customerWithPhones(tx.rows, customerId))))
    throw unknown("customer");
}
