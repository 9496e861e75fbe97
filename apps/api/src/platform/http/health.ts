import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Express, NextFunction, Request, Response } from "express";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { AppContext } from "../app-context.ts";
import { AppError } from "./app-error.ts";

/**
 * `/healthz`: the process lives. `/readyz`: it can serve (PostgreSQL answers; voice and storage are told but do not decide: calls go on without room for files). `/metrics`: Prometheus.
 * The last two are for this machine and its network: what came through a front is answered 404, however it is spelled.
 */
export function mountHealth(site: Express, ctx: AppContext): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "cloverdesk_voice_up",
    help: "1 while the link to the voice service stands",
    registers: [registry],
    collect() {
      this.set(ctx.voice.up ? 1 : 0);
    },
  });

  site.get("/healthz", (_req, res) => void res.json({ ok: true }));
  site.get("/readyz", withoutFront, async (_req, res) => {
    const [database, storage] = await Promise.all([ctx.db.answers(), takesFiles(ctx.env.DATA_DIR)]);
    res.status(database ? 200 : 503).json({ ok: database, database, voice: ctx.voice.up, storage });
  });
  site.get("/metrics", withoutFront, async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
}

/** More than the bytes that a full file system may still have for small files. */
const PROBE = Buffer.alloc(64 * 1024, "probe");

/** Whether DATA_DIR takes a file at this moment. */
async function takesFiles(folder: string): Promise<boolean> {
  const file = path.join(folder, `.probe-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, PROBE, { flag: "wx" });
    return true;
  } catch {
    return false;
  } finally {
    await rm(file, { force: true }).catch(() => {});
  }
}

/** Whatever the spelling that a front let through, it says that it forwards (RFC 7239 or the older headers). */
function withoutFront({ headers }: Request, _res: Response, next: NextFunction): void {
  const forwarded = headers.forwarded ?? headers["x-forwarded-for"] ?? headers["x-forwarded-host"] ?? headers["x-real-ip"];
  if (forwarded === undefined) next();
  else next(new AppError("request.not_found"));
}
