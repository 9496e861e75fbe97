import type { MovedNode, Output, Parsed, TicketFlow, ticketMoveEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import { changing, typeOf } from "../setup/change-setup.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import { recordDeed, storyOf, tiedBy } from "../work/on-ticket.ts";
import { changeTickets, type TicketRecord, tieAll } from "../work/ticket.repo.ts";
import { endMove, findMove, insertMove, isAnyLeft, lockNext, type MoveRecord, noteMove, runningMoves, takeMove } from "./move.repo.ts";
import { movedColumns, wrongMappings } from "./move.ts";
import { flowsBehind, shownMove } from "./open-on-flow.ts";

type E = (typeof ticketMoveEndpoints)["moveToFlow"];
type Stop = (typeof ticketMoveEndpoints)["stopMove"];

/** Tickets of one transaction: few enough that nobody waits for them, many enough that 100,000 are moved in minutes. */
const BATCH = 200;

/** Begins to move open tickets to the version in force. They are moved by `moveOpenTickets`, in whichever process comes to it. */
export async function moveToFlow(
  ctx: AppContext,
  actor: Actor,
  { typeId, moveId }: Parsed<E>["params"],
  { version, mapping }: Parsed<E>["body"],
): Promise<Output<E>> {
  const known = await findMove(ctx.db.prisma, moveId);
  if (known?.typeId === typeId) return shownMove(ctx, known);
  const type = typeOf(await setupOf(ctx), typeId);
  if (type.flowVersion !== version) throw new AppError("tickets.setup_conflict");
  const wrong = wrongMappings(mapping, await flowsBehind(ctx, typeId, mapping, version), await flowOf(ctx, typeId, version));
  if (wrong.length > 0)
    throw new AppError("tickets.mapping_invalid", { fields: Object.fromEntries(wrong.map((key) => [key, "not_mappable"])) });
  const after = { id: moveId, version, mapping };
  try {
    await changing(ctx, actor, "tickets.moveToFlow", ["ticket_type", typeId], after, (tx) =>
      insertMove(tx, { id: moveId, typeId, toVersion: version, mapping, by: actor.personId }),
    );
  } catch (error) {
    // The same request twice at once is one move; otherwise another one of the type is running.
    if (!(error instanceof AppError && error.code === "tickets.setup_conflict")) throw error;
  }
  const begun = await findMove(ctx.db.prisma, moveId);
  if (!begun) throw new AppError("tickets.move_running");
  return shownMove(ctx, begun);
}

/** Stops a move where it is. Who stops one that has just ended finds it as it ended. */
export async function stopMove(ctx: AppContext, actor: Actor, { typeId, moveId }: Parsed<Stop>["params"]): Promise<Output<Stop>> {
  const known = await findMove(ctx.db.prisma, moveId);
  if (known?.typeId !== typeId) throw new AppError("request.not_found");
  try {
    await changing(ctx, actor, "tickets.stopMove", ["ticket_type", typeId], { id: moveId }, async (tx) => {
      if (!(await endMove(tx, moveId))) throw new RaceLost("the move is over");
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "tickets.setup_conflict")) throw error;
  }
  return shownMove(ctx, (await findMove(ctx.db.prisma, moveId)) ?? known);
}

/** Moves one batch of every running move. What it did not get to, because it died or somebody had the ticket, is found again by the next. */
export async function moveOpenTickets(ctx: AppContext): Promise<void> {
  await oneByOne(await runningMoves(ctx.db.prisma), async (id) => {
    const move = await findMove(ctx.db.prisma, id);
    if (!move) return;
    // Events tell who began it; what that person may do was asked then.
    const by: Actor = { personId: move.startedBy, sessionId: "", grants: {}, groupIds: [], address: "" };
    await transaction(ctx.db, by, ctx.clock(), (tx) => moveBatch(ctx, tx, id));
  });
}

async function moveBatch(ctx: AppContext, tx: Tx, id: string): Promise<void> {
  const move = await takeMove(tx, id);
  if (!move) return;
  const tickets = await lockNext(tx, move, BATCH);
  const last = tickets.at(-1);
  if (!last) return noteMove(tx, id, (await isAnyLeft(tx, move)) ? { cursor: 0n } : { state: "done", finishedAt: tx.at });
  const target = await flowOf(ctx, move.typeId, move.toVersion);
  const flows = await flowsBehind(ctx, move.typeId, move.mapping, move.toVersion);
  const rows = tickets.map((before) => {
    const entry = entryOf(move, before);
    const flow = flows.get(before.flowVersion);
    if (!flow) throw new Error(`flow ${move.typeId} ${before.flowVersion} is gone`);
    return { before, entry, changes: movedColumns(before, flow, target, move.toVersion, entry.to, tx.at) };
  });
  await changeTickets(tx, rows);
  for (const { before, entry, changes } of rows) {
    entry.moved++;
    await tellOf(tx, target, before, { ...before, ...changes, version: before.version + 1, changedAt: tx.at });
  }
  await noteMove(tx, id, { cursor: last.no, mapping: move.mapping });
}

function entryOf(move: MoveRecord, { flowVersion, node }: TicketRecord): MovedNode {
  const entry = move.mapping.find((each) => each.version === flowVersion && each.node === node);
  if (!entry) throw new Error(`no mapping of ${flowVersion} ${node}`);
  return entry;
}

async function tellOf(tx: Tx, flow: TicketFlow, before: TicketRecord, after: TicketRecord): Promise<void> {
  const story = storyOf(tx, null, after, flow);
  await tieAll(tx, tiedBy(null, before, after));
  recordDeed(story, "migrated", before, {
    changes: [{ code: "flow_version", before: before.flowVersion, after: after.flowVersion }],
  });
  if (after.handlerId !== before.handlerId) await story.tell("ticket_assigned", [after.handlerId], after.title);
}
