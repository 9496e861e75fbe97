import type { FieldValue, RuleAssignment, RuleNotified, RuleStep } from "@cloverdesk/contracts";
import { searchableText } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { notify } from "../../notifications/index.ts";
import { lockAssigning, openTicketsOf, workersOfGroup } from "../import/import.repo.ts";
import { formOf, setupOf } from "../setup/setup.ts";
import { takenTo } from "../work/act-on-ticket.ts";
import { mustBeAble, type Story } from "../work/on-ticket.ts";
import { leadsOfGroup } from "../work/people.repo.ts";
import { urged } from "../work/talk-about-ticket.ts";
import { addCommentWords } from "../work/ticket.repo.ts";
import { isThere } from "../work/transfer-ticket.ts";
import { apart, checkedForm, differences, foldedWith, formWith, settleReferences, valuesOf } from "../work/values.ts";

/** Who got the last ticket of a step that assigns in turn; the step moves it on. */
export interface Turn {
  last: string | null;
}

/** A step made ready for many tickets. `after` is done once for all that were not refused. */
export interface ReadyStep {
  work(story: Story): Promise<void>;
  after?(ticketIds: string[]): Promise<void>;
}

interface ForStep {
  ctx: AppContext;
  tx: SqlTx;
  ruleName: string;
  turn: Turn;
}

/** Throws `AppError` where the step is possible for no ticket. */
export async function readyStep(given: ForStep, step: RuleStep): Promise<ReadyStep> {
  const { ctx, tx, ruleName } = given;
  switch (step.do) {
    case "assign":
      return assigning(given, step.to);
    case "set":
      return { work: settingTo(ctx, step.code, step.value) };
    case "move":
      return { work: takenTo(ctx, step.typeId, step.node, "") };
    case "comment":
      return {
        async work(story) {
          mustBeAble(story, "comment");
          await story.write("commented", {}, { note: step.text, people: [] });
        },
        after: (ids) => addCommentWords(tx, ids, searchableText([step.text])),
      };
    case "urge":
      return { work: urged(step.note || ruleName) };
    case "notify":
      return { work: notifying(step.whom, step.text) };
  }
}

/** What of a new handler is told: the ticket, or where several came to one person how many. */
async function assigning({ ctx: _, tx, ruleName, turn }: ForStep, to: RuleAssignment): Promise<ReadyStep> {
  const place = await placing(tx, to, turn);
  const came = new Map<string, Story["ticket"][]>();
  return {
    async work(story) {
      mustBeAble(story, "transfer");
      const { groupId, handlerId } = story.ticket;
      const next = { groupId, ...place() };
      if (next.groupId === groupId && next.handlerId === handlerId) return;
      await story.write("transferred", next, { note: "" });
      if (next.handlerId) came.set(next.handlerId, [...(came.get(next.handlerId) ?? []), story.ticket]);
    },
    after: () =>
      notify(
        tx,
        [...came].map(([personId, [first = null, ...others]]) => ({
          kind: others.length > 0 ? "tickets_assigned" : "ticket_assigned",
          personIds: [personId],
          ticket: others.length > 0 ? null : first,
          byId: null,
          text: others.length > 0 ? `${ruleName} (${others.length + 1})` : ruleName,
        })),
      ),
  };
}

async function placing(tx: SqlTx, to: RuleAssignment, turn: Turn): Promise<() => { groupId?: string; handlerId: string | null }> {
  if (to.how === "person") {
    if (!(await isThere(tx, to))) throw new AppError("tickets.target_unknown");
    return () => ({ handlerId: to.personId });
  }
  const { groupId } = to;
  if (!(await isThere(tx, { skillGroupId: groupId }))) throw new AppError("tickets.target_unknown");
  if (to.how === "group") return () => ({ groupId, handlerId: null });
  // Two chunks that count at the same time would both choose the same person.
  await lockAssigning(tx, groupId);
  const people = await workersOfGroup(tx.rows, groupId);
  if (people.length === 0) throw new AppError("tickets.nobody_in_group");
  if (to.how === "even")
    return () => {
      turn.last = people.find((id) => turn.last === null || id > turn.last) ?? people[0] ?? null;
      return { groupId, handlerId: turn.last };
    };
  const has = new Map((await openTicketsOf(tx.rows, people)).map(({ personId, count }) => [personId, count]));
  return () => {
    const handlerId = people.reduce((least, each) => ((has.get(each) ?? 0) < (has.get(least) ?? 0) ? each : least));
    has.set(handlerId, (has.get(handlerId) ?? 0) + 1);
    return { groupId, handlerId };
  };
}

/** Kinds whose values are part of the text by which a ticket is found. */
const SEARCHED = new Set(["text", "phone", "email", "address"]);

const settingTo =
  (ctx: AppContext, code: string, value: FieldValue) =>
  async (story: Story): Promise<void> => {
    mustBeAble(story, "edit");
    const { tx, ticket } = story;
    const { fields } = await setupOf(ctx);
    const before = valuesOf(ticket, await story.fields());
    const form = await formOf(ctx, ticket.templateId, ticket.templateVersion);
    const wished = { ...before, [code]: value };
    const after = checkedForm(formWith(form, Object.keys(wished)), fields, wished, { touched: new Set([code]) });
    const changes = differences(before, after);
    if (changes.length === 0) return;
    const { columns, fields: contents } = apart(after);
    await settleReferences(tx, ticket.id, null, fields, { [code]: value });
    const isSearched = changes.some((change) => SEARCHED.has(fields.get(change.code)?.kind ?? ""));
    // A system field that nobody searches for (the priority) stands in the ticket's row alone; the contents have many indexes.
    if (isSearched || changes.some((change) => !(change.code in columns)))
      await story.writeFields(contents, isSearched ? await foldedWith(tx, { ...ticket, ...columns }, contents, fields) : null);
    await story.write("edited", columns, { changes });
  };

function notifying(whom: RuleNotified[], text: string): ReadyStep["work"] {
  const leads = new Map<string, Promise<string[]>>();
  return async (story) => {
    const { handlerId, creatorId, groupId } = story.ticket;
    const leading = whom.includes("leads") && groupId ? (leads.get(groupId) ?? leadsOfGroup(story.tx.rows, groupId)) : undefined;
    if (leading && groupId) leads.set(groupId, leading);
    const people = [whom.includes("handler") ? handlerId : null, whom.includes("creator") ? creatorId : null, ...((await leading) ?? [])];
    await story.tell("ticket_automatic", people, text);
  };
}
