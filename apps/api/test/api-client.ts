import {
  type CallInput,
  type Endpoint,
  identityEndpoints,
  type Output,
  PROBE,
  type Problem,
  PUSH,
  PUSHES,
  type PushEnvelope,
  type PushEvent,
  pushEnvelope,
  type Session,
  SOCKET_PATH,
} from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { io, type Socket } from "socket.io-client";
import type { z } from "zod";

/** An answer other than 2xx, for `await expect(client.call(…)).rejects.toMatchObject({ code: "calls.ended" })`. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title} ${JSON.stringify(problem.fields ?? {})}`);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** A browser's view of the api: endpoints of the contracts over HTTP, its cookies, its access token, its sockets. */
export interface ApiClient {
  readonly session: Session | undefined;
  /** Calls an endpoint; throws `ProblemError`. */
  call<E extends Endpoint>(endpoint: E, input?: CallInput<E>): Promise<Output<E>>;
  /** Calls an endpoint and answers whatever comes back. */
  send(endpoint: Endpoint, input?: CallInput<Endpoint>, headers?: Record<string, string>): Promise<Answer>;
  /** Signs in over HTTP and keeps token and cookies. */
  signIn(loginName: string, password: string): Promise<Session>;
  refresh(): Promise<Session>;
  /** Opens this browser's live connection as the tab `tabId`. */
  page(tabId?: string): Promise<Page>;
  cookies: Map<string, string>;
  close(): void;
}

/** A page's socket with everything pushed to it. */
export interface Page {
  tabId: string;
  socket: Socket;
  pushes: PushEnvelope[];
  /** The first push of this kind not taken before that fits, now or when it comes. */
  take<D extends z.ZodType>(event: PushEvent<D>, where?: (data: z.output<D>) => boolean): Promise<z.output<D>>;
  close(): void;
}

let tabCount = 0;

/** `now` decides when the access token is renewed before a call, as the web does. */
export function apiClient(base: string, now: () => Date): ApiClient {
  const cookies = new Map<string, string>();
  const pages: Page[] = [];
  let session: Session | undefined;

  async function send(endpoint: Endpoint, input: CallInput<Endpoint> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const url = new URL(pathOf(endpoint, (input.params ?? {}) as Record<string, string>), base);
    for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: endpoint.method,
      headers: {
        "accept-language": "en",
        ...(input.body !== undefined && { "content-type": "application/json" }),
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(session && { authorization: `Bearer ${session.accessToken}` }),
        ...headers,
      },
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    });
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    return { status: response.status, body: await bodyOf(response), headers: response.headers };
  }

  async function call<E extends Endpoint>(endpoint: E, input?: CallInput<E>): Promise<Output<E>> {
    if (session && endpoint.permission !== "public" && Date.parse(session.expiresAt) <= now().getTime()) await client.refresh();
    const answer = await send(endpoint, input as CallInput<Endpoint>);
    if (answer.status >= 400) throw new ProblemError(answer.body as Problem);
    return (endpoint.binary ? answer.body : endpoint.output.parse(answer.body)) as Output<E>;
  }

  const client: ApiClient = {
    get session() {
      return session;
    },
    cookies,
    send,
    call,
    async signIn(loginName, password) {
      session = undefined;
      session = await call(identityEndpoints.signIn, { body: { loginName, password } });
      return session;
    },
    async refresh() {
      session = await call(identityEndpoints.refresh);
      return session;
    },
    async page(tabId = `tab-test-${++tabCount}`) {
      const page = await openPage(base, session?.accessToken ?? "", tabId);
      pages.push(page);
      return page;
    },
    close() {
      for (const page of pages) page.close();
    },
  };
  return client;
}

async function openPage(base: string, token: string, tabId: string): Promise<Page> {
  const socket = io(base, { path: SOCKET_PATH, transports: ["websocket"], auth: { token, tabId }, forceNew: true, reconnection: false });
  const pushes: PushEnvelope[] = [];
  const taken = new Set<PushEnvelope>();
  socket.on(PROBE, (answer: () => void) => answer());
  socket.on(PUSH, (envelope: PushEnvelope) => void pushes.push(fitting(envelope)));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      socket.close();
      reject(error);
    });
  });
  return {
    tabId,
    socket,
    pushes,
    take: (event, where = () => true) =>
      until(() => {
        const found = pushes.find((envelope) => envelope.name === event.name && !taken.has(envelope) && where(envelope.data as never));
        if (found) taken.add(found);
        return found?.data as never;
      }, `the page is pushed ${event.name}`),
    close: () => void socket.close(),
  };
}

/** The page takes a push as it comes: one that is not what its contract says fails the test, whatever it tests. */
function fitting(envelope: PushEnvelope): PushEnvelope {
  pushEnvelope.parse(envelope);
  const event = PUSHES.get(envelope.name);
  if (!event) throw new Error(`${envelope.name} is no push of the contracts`);
  event.data.parse(envelope.data);
  return envelope;
}

const pathOf = (endpoint: Endpoint, params: Record<string, string>): string =>
  endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 204) return undefined;
  return type.includes("json") ? response.json() : Buffer.from(await response.arrayBuffer());
}

/** As a browser: an expired cookie is forgotten; path and flags are the tests' own to check. */
function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const [name = "", value = ""] = pair.split("=");
  const expires = attributes.find((attribute) => attribute.toLowerCase().startsWith("expires="));
  if (value === "" || (expires && Date.parse(expires.slice(8)) <= 0)) cookies.delete(name);
  else cookies.set(name, decodeURIComponent(value));
}
