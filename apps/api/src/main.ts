import pino from "pino";
import { createApp } from "./app.ts";
import { readEnv } from "./env.ts";

try {
  const env = readEnv();
  const log = pino({ level: env.LOG_LEVEL });
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
