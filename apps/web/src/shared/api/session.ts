import { identityEndpoints, type Me, type Session } from "@cloverdesk/contracts";
import { create } from "zustand";
import { ApiError } from "./errors.ts";
import { forgetPersonal } from "./query.ts";
import { createRefresher } from "./refresh.ts";
import { send } from "./request.ts";

/** Why there is no session: told on the sign-in page. */
export type SignedOutReason = "asked" | "expired" | "reused" | "elsewhere";

interface SessionState {
  /** `unknown` until the refresh cookie has been tried once. */
  status: "unknown" | "in" | "out" | "unreachable";
  session: Session | null;
  reason: SignedOutReason | null;
}

/** The access token lives here, in memory only; the refresh token is an HttpOnly cookie the page never sees. */
export const useSession = create<SessionState>(() => ({ status: "unknown", session: null, reason: null }));

type Message = { kind: "session"; session: Session } | { kind: "out"; reason: SignedOutReason };
const channel = new BroadcastChannel("cloverdesk-session");
channel.onmessage = (event: MessageEvent<Message>) => {
  const message = event.data;
  const mine = useSession.getState().session;
  if (message.kind === "out") forget(message.reason);
  else if (mine && mine.me.id !== message.session.me.id) location.reload();
  else adopt(message.session);
};

let renewTimer: ReturnType<typeof setTimeout> | undefined;

function adopt(session: Session): void {
  useSession.setState({ status: "in", session, reason: null });
  clearTimeout(renewTimer);
  renewTimer = setTimeout(() => void refresh(session.accessToken).catch(() => undefined), renewIn(session.accessToken));
}

/** Clears the person's data from this tab, so that the next person to sign in sees only their own. */
function forget(reason: SignedOutReason): void {
  clearTimeout(renewTimer);
  forgetPersonal();
  useSession.setState({ status: "out", session: null, reason });
}

/** Keeps a session got by signing in or refreshing, and tells the other tabs. */
export function keepSession(session: Session): void {
  adopt(session);
  channel.postMessage({ kind: "session", session } satisfies Message);
}

/** Ends the session in this page and in the other tabs. */
export function dropSession(reason: SignedOutReason): void {
  forget(reason);
  channel.postMessage({ kind: "out", reason } satisfies Message);
}

export function updateMe(me: Me): void {
  useSession.setState((s) => (s.session ? { session: { ...s.session, me } } : s));
}

const rotate = createRefresher<Session>({
  request: () => send(identityEndpoints.refresh, {}, null),
  exclusively: (work) => ("locks" in navigator ? navigator.locks.request("cloverdesk-refresh", work) : work()),
  latest: () => useSession.getState().session,
  keep: keepSession,
});

/** Gets a new access token; when the server refuses, the person is signed out in words. */
export async function refresh(stale: string | null): Promise<Session> {
  try {
    return await rotate(stale);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      if (stale === null) forget("asked");
      else dropSession(error.code === "auth.refresh_reused" ? "reused" : "expired");
    }
    throw error;
  }
}

/** At page load: is there still a session? Resolves in every case; `unreachable` when the server does not answer. */
export async function restoreSession(): Promise<void> {
  await refresh(null).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) useSession.setState({ status: "unreachable" });
  });
}

/** A little before the token ends, reckoned from its own `iat` and `exp` so that a wrong clock on this machine does no harm. ms */
function renewIn(token: string): number {
  try {
    const payload = token.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { iat?: number; exp?: number };
    const lifetime = ((claims.exp ?? 0) - (claims.iat ?? 0)) * 1000;
    return Math.max(15_000, lifetime - 60_000);
  } catch {
    return 5 * 60_000;
  }
}
