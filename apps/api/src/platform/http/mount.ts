import type { Endpoint, Output, Parsed } from "@cloverdesk/contracts";
import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { type Actor, scopeOf } from "./actor.ts";
import { AppError } from "./app-error.ts";

/** What a handler is given besides its parsed input. `actor` is null only on public endpoints. */
export interface Exchange<E extends Endpoint> extends Parsed<E> {
  actor: E["permission"] extends "public" ? Actor | null : Actor;
  req: Request;
  res: Response;
}

/** Finds who sends a request, from its access token; throws `auth.required` when the token is wrong or expired. */
export type Authenticate = (req: Request) => Promise<Actor | null>;

/** Mounts one endpoint: parses input, checks the permission, runs the handler, answers. */
export type Mount = <E extends Endpoint>(endpoint: E, handler: (exchange: Exchange<E>) => Promise<Output<E>> | Output<E>) => void;

/**
 * `checkOutput` holds every answer against its contract (tests, development). A router of its own for each area (`/api/tickets`): an address is
 * compared with those of its area alone.
 */
export function mounter(site: Router, authenticate: Authenticate, checkOutput: boolean): Mount {
  const areas = new Map<string, Router>();
  site.use((req, res, next) => {
    const area = areas.get(areaOf(req.path));
    if (area) area(req, res, next);
    else next();
  });
  return (endpoint, handler) => {
    const area = areas.get(areaOf(endpoint.path)) ?? Router();
    areas.set(areaOf(endpoint.path), area);
    const verb = endpoint.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    area[verb](endpoint.path, async (req, res) => {
      const actor = endpoint.permission === "public" ? null : await authorized(endpoint, req, authenticate);
      const output = await handler({ ...parse(endpoint, req), actor, req, res } as Exchange<typeof endpoint>);
      if (endpoint.binary || res.headersSent) return;
      if (output === undefined) return void res.status(204).end();
      res.setHeader("Cache-Control", "no-store");
      // Not `res.json`, which would compare a digest of every answer for caches that must not keep it.
      res
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .end(JSON.stringify(checkOutput ? endpoint.output.parse(output) : output));
    });
  };
}

const areaOf = (path: string): string => path.split("/", 3)[2]?.toLowerCase() ?? "";

async function authorized(endpoint: Endpoint, req: Request, authenticate: Authenticate): Promise<Actor> {
  const actor = await authenticate(req);
  if (!actor) throw new AppError("auth.required");
  if (endpoint.permission !== "signed-in" && endpoint.permission !== "public" && !scopeOf(actor, endpoint.permission))
    throw new AppError("auth.forbidden");
  return actor;
}

/** An address whose parts cannot be (an id that is none) leads nowhere; what cannot be in query and body is told by its name. */
function parse(endpoint: Endpoint, req: Request): Parsed<Endpoint> {
  const part = (schema: z.ZodType | undefined, value: unknown): unknown => (schema ? schema.parse(value ?? {}) : undefined);
  const params = endpoint.params?.safeParse(req.params);
  if (params?.success === false) throw new AppError("request.not_found");
  return { params: params?.data, query: part(endpoint.query, req.query), body: part(endpoint.body, req.body) };
}
