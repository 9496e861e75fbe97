import type { FromVoice, VoiceCommand } from "@cloverdesk/contracts";
import type { Logger } from "pino";
import type { Database } from "../db/client.ts";
import { callsWithOverdueCommands, markDone, pendingCommands } from "./voice-commands.repo.ts";

/** Commands older than this without an answer are sent again, by whichever process looks first; voice does each once. */
const OVERDUE_MS = 2_000;

/**
 * Sends committed commands. Whoever commits for a call sends all that is pending for it, in order: commands of another process that is slower or dead
 * go first, and a command sent twice is done once.
 */
export function createOutbox(
  db: Database,
  log: Logger,
  ask: (commandId: string, command: VoiceCommand) => Promise<FromVoice>,
  onRefused: (command: VoiceCommand, why: string) => Promise<unknown>,
) {
  const busy = new Map<string, "sending" | "more">();
  let done: { id: string; refused: string | null }[] = [];
  let flushTimer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    flushTimer = undefined;
    const batch = done;
    done = [];
    if (batch.length > 0)
      await markDone(db, batch).catch((error) => log.warn({ err: error }, "answers of voice not noted, commands may be sent again"));
  }
  function note(id: string, refused: string | null): void {
    done.push({ id, refused });
    flushTimer ??= setTimeout(() => void flush(), 50);
  }

  const sentOnce = new Set<string>();
  async function sendPending(callId: string): Promise<void> {
    const commands = (await pendingCommands(db, callId)).filter((pending) => !sentOnce.has(pending.id));
    await Promise.all(
      commands.map(async ({ id, command }) => {
        sentOnce.add(id);
        try {
          const answer = await ask(id, command);
          const refused = answer.type === "refused" ? answer.why : null;
          note(id, refused);
          if (refused) await onRefused(command, refused);
        } finally {
          // Answered or not: by the time it is overdue it may be sent again.
          setTimeout(() => sentOnce.delete(id), OVERDUE_MS).unref();
        }
      }),
    );
  }

  async function dispatch(callId: string): Promise<void> {
    if (busy.has(callId)) return void busy.set(callId, "more");
    busy.set(callId, "sending");
    try {
      await sendPending(callId);
    } catch (error) {
      log.info({ err: error, callId }, "voice did not take a command, it will be sent again");
    }
    const again = busy.get(callId) === "more";
    busy.delete(callId);
    if (again) await dispatch(callId);
  }

  async function resume(): Promise<void> {
    try {
      for (const callId of await callsWithOverdueCommands(db, new Date(Date.now() - OVERDUE_MS))) void dispatch(callId);
    } catch (error) {
      log.warn({ err: error }, "overdue commands not looked up");
    }
  }
  const listener = ({ commandedCalls }: { commandedCalls: string[] }): void => {
    for (const callId of commandedCalls) void dispatch(callId);
  };
  db.afterCommit.add(listener);
  const sweep = setInterval(() => void resume(), OVERDUE_MS);

  return {
    resume: () => void resume(),
    stop() {
      db.afterCommit.delete(listener);
      clearInterval(sweep);
      clearTimeout(flushTimer);
      void flush();
    },
  };
}
