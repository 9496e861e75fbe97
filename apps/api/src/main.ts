import path from "node:path";
import { closeFolder } from "@cloverdesk/data-dir";
import pino, { type Logger } from "pino";
import { createApp } from "./app.ts";
import { ownEnv } from "./env.ts";

/** What a former version made for others to read as well. */
async function close(folder: string, log: Logger): Promise<void> {
  const open = await closeFolder(folder);
  if (open.length > 0)
    log.warn({ files: open.length, first: open[0] }, "files in DATA_DIR stay open to other users: they belong to somebody else");
}

try {
  // Files are made for this user alone: recordings, attachments, exports.
  process.umask(0o077);
  const env = ownEnv();
  const log = pino({ level: env.LOG_LEVEL });
  for (const name of ["files", "exports", "secrets"]) void close(path.join(env.DATA_DIR, name), log);
  const app = createApp({ env, log });
  const port = await app.start();
  log.info({ port }, "api listens");
  const stop = (): void => void app.stop().finally(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  // The launcher that started us is gone: leave the port to its successor.
  process.once("disconnect", stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
