import { allEndpoints, type Grants } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Actor } from "../../platform/http/actor.ts";
import type { Credentials } from "../../platform/http/credentials.ts";
import type { SocketPrincipal } from "../../platform/realtime/realtime.ts";
import { type AccessClaims, readAccessToken } from "./access-token.ts";
import { mergeGrants } from "./grants.ts";
import { memberships } from "./memberships.ts";
import { findPrincipal } from "./principal.repo.ts";
import { roomsOf } from "./rooms.ts";

/** Carries the media token; reaches only /api/calls. */
export const MEDIA_COOKIE = "cd_media";

/** How long an answer may be old when the event that changed it did not reach this process, ms. */
const CACHE_MS = 2_000;

interface Principal {
  personId: string;
  active: boolean;
  tokensSince: Date;
  sessionEnds: Date;
  grants: Grants;
  groupIds: string[];
}
interface Cached {
  personId: string;
  until: number;
  principal: Promise<Principal | null>;
}
const caches = new WeakMap<AppContext, Map<string, Cached>>();

/** Where the media cookie opens: binary endpoints below its path. */
const MEDIA_PATHS = new Set(
  allEndpoints.filter((e) => e.binary && e.method === "GET" && e.path.startsWith("/api/calls/")).map((e) => e.path),
);

/** The actor of a request: from its bearer token, or on a recording's address from the media cookie. Null when neither holds. */
export async function authenticateRequest(ctx: AppContext, credentials: Credentials): Promise<Actor | null> {
  const claims = claimsOf(ctx, credentials);
  const principal = claims && (await principalOf(ctx, claims));
  if (!claims || !principal) return null;
  const { personId, grants, groupIds } = principal;
  return { personId, sessionId: claims.sessionId, grants, groupIds, address: credentials.address };
}

/** The person behind a page's connection; it lives as long as the session, not only as long as this token. */
export async function authenticateSocket(ctx: AppContext, token: string): Promise<SocketPrincipal | null> {
  const claims = readAccessToken(ctx.env.JWT_SECRET, "api", token, ctx.clock());
  const principal = claims && (await principalOf(ctx, claims));
  return principal ? { personId: principal.personId, sessionId: claims.sessionId, rooms: roomsOf(principal) } : null;
}

/** Forgets what is known of a person, or of everybody: roles, memberships, status or sessions changed. */
export function forgetPrincipals(ctx: AppContext, personId?: string): void {
  const cache = caches.get(ctx);
  for (const [sessionId, cached] of cache ?? []) if (personId === undefined || cached.personId === personId) cache?.delete(sessionId);
}

function claimsOf(ctx: AppContext, { bearer, cookie, method, path }: Credentials): AccessClaims | null {
  if (bearer) return readAccessToken(ctx.env.JWT_SECRET, "api", bearer, ctx.clock());
  const media = method === "GET" && MEDIA_PATHS.has(path) ? cookie(MEDIA_COOKIE) : undefined;
  return media ? readAccessToken(ctx.env.JWT_SECRET, "media", media, ctx.clock()) : null;
}

async function principalOf(ctx: AppContext, claims: AccessClaims): Promise<Principal | null> {
  const principal = await cached(ctx, claims);
  const holds = principal?.active && principal.tokensSince <= claims.issuedAt && principal.sessionEnds > ctx.clock();
  return holds ? principal : null;
}

function cached(ctx: AppContext, claims: AccessClaims): Promise<Principal | null> {
  const cache = caches.get(ctx) ?? new Map<string, Cached>();
  caches.set(ctx, cache);
  const now = performance.now();
  const known = cache.get(claims.sessionId);
  if (known && known.until > now && known.personId === claims.personId) return known.principal;
  if (cache.size > 10_000) cache.clear();
  const entry: Cached = { personId: claims.personId, until: now + CACHE_MS, principal: load(ctx, claims) };
  cache.set(claims.sessionId, entry);
  entry.principal.catch(() => cache.get(claims.sessionId) === entry && cache.delete(claims.sessionId));
  return entry.principal;
}

async function load(ctx: AppContext, { personId, sessionId }: AccessClaims): Promise<Principal | null> {
  const [row, groups] = await Promise.all([findPrincipal(ctx.db, personId, sessionId), memberships.of(ctx)(ctx.db.prisma, personId)]);
  if (!row) return null;
  return {
    personId,
    active: row.status === "active" && row.revokedAt === null,
    tokensSince: row.tokensSince,
    sessionEnds: row.expiresAt,
    grants: mergeGrants(row.roles),
    groupIds: groups.map((group) => group.skillGroupId),
  };
}
