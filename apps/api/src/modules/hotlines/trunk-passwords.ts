import type { trunkTarget, VoiceCommand } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../platform/app-context.ts";
import type { SqlReader } from "../../platform/db/client.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { keyIdOf, type Opened, open, seal } from "../../platform/sealing/sealed-text.ts";
import { type TrunkRecord, trunksOfHotline } from "./hotline.repo.ts";
import { replacePassword, trunkPassword, trunkPasswords } from "./set-up.repo.ts";

type TrunkTarget = z.infer<typeof trunkTarget>;

export const sealedPassword = (ctx: AppContext, trunkId: string, password: string): string => seal(ctx.keys, trunkId, password);

/**
 * Seals passwords that are plain, or sealed with a former key, before the api serves. Processes that start at once do not disturb each other. One that
 * cannot be opened stays as it is, and is logged.
 */
export async function sealTrunkPasswords(ctx: AppContext): Promise<void> {
  const trunks = await trunkPasswords(ctx.db.prisma);
  if (trunks.length === 0) return;
  let current: string;
  try {
    current = ctx.keys.current().id;
  } catch (error) {
    ctx.log.error({ err: error }, "trunk passwords cannot be sealed: the file of the keys cannot be used");
    return;
  }
  let sealed = 0;
  for (const { id, name, password } of trunks) {
    const opened = open(ctx.keys, id, password);
    if (!opened.ok) ctx.log.error({ trunkId: id }, lockedText(ctx, name, opened.why, password));
    else if (keyIdOf(password) !== current && (await replacePassword(ctx.db.prisma, id, password, sealedPassword(ctx, id, opened.text))))
      sealed++;
  }
  if (sealed > 0) ctx.log.info({ trunks: sealed, key: current }, "trunk passwords sealed");
}

function lockedText(ctx: AppContext, name: string, why: Extract<Opened, { ok: false }>["why"], password: string): string {
  const key = keyIdOf(password);
  const cause = why === "key missing" ? `its key ${key} is not in ${ctx.keys.file}` : `what is kept of it does not fit its key ${key}`;
  return `trunk ${name}: the password cannot be read, ${cause}; calls out by this trunk are refused. Put the key back, or enter the password again (docs/operations.md, Secrets and keys)`;
}

/**
 * Where calls that show this number (E.164) leave, without the credentials. Throws `hotlines.trunk_locked` when its password cannot be read, and an
 * error when the number is none of ours.
 */
export async function trunkOf(ctx: AppContext, reader: SqlReader, hotlineNumber: string): Promise<TrunkTarget> {
  const [{ id, name, password }] = await trunksOfHotline(reader, hotlineNumber);
  const opened = open(ctx.keys, id, password ?? "");
  if (!opened.ok) throw new AppError("hotlines.trunk_locked", { detail: name });
  return (await trunksOf(reader, hotlineNumber))[0];
}

/** Where calls that show this number (E.164) may leave, the first to be tried first, without the credentials. */
export async function trunksOf(reader: SqlReader, hotlineNumber: string): Promise<[TrunkTarget, ...TrunkTarget[]]> {
  const [first, ...others] = await trunksOfHotline(reader, hotlineNumber);
  return [targetOf(first), ...others.map(targetOf)];
}

const targetOf = ({ id, host, port, transport, mediaNetworks }: TrunkRecord): TrunkTarget => ({
  id,
  host,
  port,
  transport,
  ...(mediaNetworks.length > 0 && { mediaNetworks }),
});

/** A call out with the credentials of its trunk: for the way to voice, never to be kept. */
export async function withCredentials(ctx: AppContext, command: VoiceCommand): Promise<VoiceCommand> {
  if (command.name !== "dial-leg" || command.trunk.id === undefined) return command;
  const kept = await trunkPassword(ctx.db.prisma, command.trunk.id);
  if (!kept || kept.username === null) return command;
  const opened = open(ctx.keys, kept.id, kept.password);
  // The carrier refuses such a call, and the agent sees that it failed.
  if (!opened.ok) {
    ctx.log.error({ trunkId: kept.id, callId: command.callId }, lockedText(ctx, kept.name, opened.why, kept.password));
    return command;
  }
  return { ...command, trunk: { ...command.trunk, username: kept.username, password: opened.text } };
}
