import { z } from "zod";
import { pushEvent } from "./push.ts";
import { tabId } from "./shapes.ts";
import { text } from "./text.ts";

/** Orders by the server about the connection itself. */
export const connectionPushes = {
  /** Something may have been missed: fetch everything shown again. */
  resync: pushEvent("realtime.resync", z.object({})),
  /** This tab's id is in use by another connection: take a new one. */
  tabTaken: pushEvent("realtime.tab_taken", z.object({ tabId: z.string() })),
  /** The voice service went away or came back. */
  voice: pushEvent("voice.health_changed", z.object({ up: z.boolean() })),
  signedOut: pushEvent("identity.signed_out", z.object({})),
} as const;

/** Socket.IO: path, handshake `auth`, and the events both sides use. */
export const SOCKET_PATH = "/socket";
export const socketAuth = z.object({ token: text(4_000), tabId });
/** Server → page: one envelope. */
export const PUSH = "push";
/** Server → page, acknowledged at once: whether a page that seems connected is still there when its tab id appears a second time. */
export const PROBE = "probe";
/** Page → server every `HEARTBEAT_MS`, acknowledged with the server's time (ms since epoch). */
export const HEARTBEAT = "heartbeat";
export const HEARTBEAT_MS = 5_000;
/** Without a heartbeat for this long, or without its socket, an agent is not routed to. */
export const LEASE_MS = 15_000;
/** Default of the grace time (`PAGE_GRACE_MS`). Back within it: same state; later: off duty, reason `disconnected`. */
export const GRACE_MS = 60_000;
