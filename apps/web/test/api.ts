import { allEndpoints, type Endpoint, ERRORS, type ErrorCode, type Output, type Parsed, type Problem } from "@cloverdesk/contracts";

/** How an endpoint is answered: always the same, or by what was asked. */
type Answer<E extends Endpoint> = Output<E> | ((input: Parsed<E>) => Output<E> | Promise<Output<E>>);

interface Refusal {
  code: ErrorCode;
  problem: Partial<Problem>;
}
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const answers = new Map<string, (input: Parsed<Endpoint>) => unknown>();
const requests: { id: string; input: Parsed<Endpoint> }[] = [];
/** What no test means to happen: a request that nobody answers, an answer that breaks its contract. */
const faults: string[] = [];

/** From now on this endpoint answers so. What it answers is checked against its contract: a fake cannot say what the api never says. */
export function answer<E extends Endpoint>(endpoint: E, given: Answer<E>): void {
  const handle = typeof given === "function" ? (given as (input: Parsed<E>) => Output<E>) : () => given;
  answers.set(endpoint.id, handle as (input: Parsed<Endpoint>) => unknown);
}

/** From now on this endpoint refuses with this error. */
export function refuse(endpoint: Endpoint, code: ErrorCode, problem: Partial<Problem> = {}): void {
  answers.set(endpoint.id, () => {
    throw new Refused({ code, problem });
  });
}

/** What was asked of an endpoint, in order, as the api would have read it. */
export function asked<E extends Endpoint>(endpoint: E): Parsed<E>[] {
  return requests.filter(({ id }) => id === endpoint.id).map(({ input }) => input as Parsed<E>);
}

/** Takes the place of `fetch` for everything below /api. */
export function standInForApi(): void {
  const real = globalThis.fetch;
  globalThis.fetch = async (resource, init) => {
    const request = new Request(resource, init);
    const url = new URL(request.url);
    return url.pathname.startsWith("/api/") ? respond(request, url) : real(resource, init);
  };
}

/** Forgets answers and requests; returns what went wrong since the last time. */
export function forgetApi(): string[] {
  answers.clear();
  requests.length = 0;
  return faults.splice(0);
}

async function respond(request: Request, url: URL): Promise<Response> {
  const found = match(request.method, url.pathname);
  const handle = found && answers.get(found.endpoint.id);
  if (!found || !handle) {
    faults.push(`nobody answers ${request.method} ${url.pathname}${found ? ` (${found.endpoint.id})` : ""}`);
    return problemOf("request.not_found");
  }
  const { endpoint, params } = found;
  const body = endpoint.body ? await request.json().catch(() => undefined) : undefined;
  const input = { params, query: Object.fromEntries(url.searchParams), body };
  const parsed: Record<string, unknown> = {};
  for (const part of ["params", "query", "body"] as const) {
    const read = endpoint[part]?.safeParse(input[part] ?? {});
    if (read?.success === false) {
      const fields = Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join("."), message]));
      return problemOf("request.invalid", { fields });
    }
    parsed[part] = read?.data;
  }
  requests.push({ id: endpoint.id, input: parsed as unknown as Parsed<Endpoint> });
  try {
    return ok(endpoint, await handle(parsed as unknown as Parsed<Endpoint>));
  } catch (error) {
    if (error instanceof Refused) return problemOf(error.refusal.code, error.refusal.problem);
    throw error;
  }
}

function ok(endpoint: Endpoint, said: unknown): Response {
  if (said instanceof Blob) return new Response(said);
  if (said === undefined) return new Response(null, { status: 204 });
  const checked = endpoint.output.safeParse(said);
  if (!checked.success) {
    faults.push(`the answer of ${endpoint.id} breaks its contract: ${checked.error.message}`);
    return problemOf("server.failed");
  }
  return Response.json(checked.data);
}

function problemOf(code: ErrorCode, more: Partial<Problem> = {}): Response {
  const { status, en } = ERRORS[code];
  return Response.json({ type: "about:blank", title: en, status, code, requestId: "req-test", ...more } satisfies Problem, { status });
}

/** Fixed addresses before those with parameters, as the api mounts them. */
function match(method: string, pathname: string) {
  const parts = pathname.split("/");
  const fitting = allEndpoints.filter(({ path, method: its }) => {
    const pattern = path.split("/");
    return its === method && pattern.length === parts.length && pattern.every((part, i) => part.startsWith(":") || part === parts[i]);
  });
  const endpoint = fitting.sort((a, b) => a.path.split(":").length - b.path.split(":").length)[0];
  if (!endpoint) return undefined;
  const pairs = endpoint.path
    .split("/")
    .flatMap((part, i) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(parts[i] ?? "")]] : []));
  return { endpoint, params: Object.fromEntries(pairs) as Record<string, string> };
}
