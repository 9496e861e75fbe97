import type { Express } from "express";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { AppContext } from "../app-context.ts";

/** `/healthz`: the process lives. `/readyz`: it can serve (PostgreSQL answers; voice is told but does not decide). `/metrics`: Prometheus. */
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
  site.get("/readyz", async (_req, res) => {
    const database = await ctx.db.answers();
    res.status(database ? 200 : 503).json({ ok: database, database, voice: ctx.voice.up });
  });
  site.get("/metrics", async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
}
