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
  complete: (command: VoiceCommand) => Promise<VoiceCommand>,
) {
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

  /** Commands on the wire: not to be sent again by this process before they are overdue. */
  const sent = new Set<string>();
  async function deliver(id: string, command: VoiceCommand): Promise<void> {
    try {
      const answer = await ask(id, command);
      const refused = answer.type === "refused" ? answer.why : null;
      note(id, refused);
      if (refused) await onRefused(command, refused);
    } catch (error) {
      log.info({ err: error, callId: command.callId, command: command.name }, "voice did not take a command, it will be sent again");
    } finally {
      setTimeout(() => sent.delete(id), OVERDUE_MS).unref();
    }
  }

  /** Puts all that is committed for a call on the wire, in order; voice's answers come later. */
  async function send(callId: string): Promise<void> {
    const pending = await pendingCommands(db, callId);
    const commands = await Promise.all(pending.map(async ({ id, command }) => ({ id, command: await complete(command) })));
    // From here on without a pause: another look at the same call must not send a later command first.
    for (const { id, command } of commands.filter(({ id }) => !sent.has(id))) {
      sent.add(id);
      void deliver(id, command);
    }
  }
  const dispatch = (callId: string): Promise<void> =>
    send(callId).catch((error) => log.warn({ err: error, callId }, "commands not looked up, they will be"));

  let looking = false;
  async function resume(): Promise<void> {
    // A look that takes longer than its turn must not be followed by more of them.
    if (looking) return;
    looking = true;
    try {
      for (const callId of await callsWithOverdueCommands(db, new Date(Date.now() - OVERDUE_MS))) void dispatch(callId);
    } catch (error) {
      log.warn({ err: error }, "overdue commands not looked up");
    } finally {
      looking = false;
    }
  }
  const listener = ({ commandedCalls }: { commandedCalls: string[] }): void => {
    for (const callId of commandedCalls) void dispatch(callId);
  };
  db.afterCommit.add(listener);
  const sweep = setInterval(() => void resume(), OVERDUE_MS);

  return {
    send,
    resume: () => void resume(),
    stop() {
      db.afterCommit.delete(listener);
      clearInterval(sweep);
      clearTimeout(flushTimer);
      void flush();
    },
  };
}
