import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { type Behaviour, behaviour, endings } from "../network/answer-rules.ts";
import { callIn, type Network, script } from "../network/call-in.ts";
import { load, runLoad } from "../network/load.ts";
import { sound } from "../phone/sound.ts";
import { page } from "./page.ts";

type Handler = (body: unknown, id: string) => Promise<unknown> | unknown;

/** Told to whoever asked wrongly. */
class Wrong extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The control page and its JSON: place calls, press keys, hang up, look what a line hears, say how a number answers. For demo, training and tests;
 * it listens on the loopback only.
 */
export function createControl(network: Network, overrides: Map<string, Behaviour>): Server {
  const lineOf = (id: string) => {
    const line = network.lines.get(id);
    if (!line) throw new Wrong(404, "no such call");
    return line;
  };
  const routes: Record<string, Handler> = {
    "GET /calls": () => ({ items: [...network.lines.values()].map((line) => line.view()).reverse() }),
    "POST /calls": async (body) => (await callIn(network, script.parse(body ?? {}))).view(),
    "GET /calls/:id": (_, id) => lineOf(id).view(),
    "POST /calls/:id/keys": (body, id) => {
      lineOf(id).phone.press(z.object({ digits: z.string().regex(/^[0-9*#A-D]+$/) }).parse(body).digits);
      return lineOf(id).view();
    },
    "POST /calls/:id/say": async (body, id) => {
      await lineOf(id).phone.say(sound.parse(body));
      return lineOf(id).view();
    },
    "POST /calls/:id/hang-up": (_, id) => {
      lineOf(id).hangUp();
      return lineOf(id).view();
    },
    "GET /rules": () => ({ endings, overrides: Object.fromEntries(overrides) }),
    "POST /rules": (body) => {
      const { number, behaves } = z.object({ number: z.string(), behaves: behaviour.nullable() }).parse(body);
      const digits = number.replace(/\D/g, "");
      if (behaves) overrides.set(digits, behaves);
      else overrides.delete(digits);
      return { ok: true };
    },
    "POST /load": (body) => runLoad(network, load.parse(body ?? {})),
  };

  return createServer((req, res) => {
    answer(routes, req, res).catch((error) => {
      const status = error instanceof Wrong ? error.status : error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500;
      send(res, status, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error.message ?? error) });
    });
  });
}

async function answer(routes: Record<string, Handler>, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? "/", "http://carrier");
  if (pathname === "/" && req.method === "GET") {
    res.setHeader("Content-Type", "text/html; charset=utf-8").end(page(endings));
    return;
  }
  // A page of another origin must not place calls: JSON cannot be posted across origins without asking first.
  if (req.method === "POST" && !req.headers["content-type"]?.startsWith("application/json")) throw new Wrong(415, "send JSON");
  const [, root, id, verb] = pathname.split("/");
  const handler = routes[`${req.method} /${[root, id && (root === "calls" ? ":id" : id), verb].filter(Boolean).join("/")}`];
  if (!handler) throw new Wrong(404, "nothing here");
  send(res, 200, await handler(req.method === "POST" ? await readJson(req) : undefined, id ?? ""));
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of req) {
    text += chunk;
    if (text.length > 100_000) throw new Wrong(413, "too large");
  }
  return text === "" ? undefined : JSON.parse(text);
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
