import { connectionPushes, HEARTBEAT, HEARTBEAT_MS, PROBE, PUSH, SOCKET_PATH } from "@cloverdesk/contracts";
import { io, type Socket } from "socket.io-client";
import { create } from "zustand";
import { serverClock } from "./clock.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { deliver, isEnvelope, onPush } from "./pushes.ts";
import { createSequence } from "./sequence.ts";
import { renewTab, tabId } from "./tab.ts";
import { startTicker } from "./ticker.ts";

interface ConnectionState {
  /** `lost`: was connected and is trying again. */
  status: "connecting" | "online" | "lost";
  lostAt: number | null;
  voiceUp: boolean;
}
export const useConnection = create<ConnectionState>(() => ({ status: "connecting", lostAt: null, voiceUp: true }));

export interface RealtimePorts {
  token(): string | null;
  refresh(stale: string | null): Promise<unknown>;
  /** Something may have been missed: fetch everything live again. */
  onGap(): void;
  onSignedOut(): void;
}

/** Keeps the one socket of this page open until the returned function is called. */
export function startRealtime(ports: RealtimePorts): () => void {
  const sequence = createSequence();
  let wasOnline = false;
  const socket: Socket = io({
    path: SOCKET_PATH,
    transports: ["websocket"],
    auth: (done) => done({ token: ports.token(), tabId: tabId() }),
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    timeout: 8_000,
  });

  const heartbeat = createHeartbeat({
    beat: (timeoutMs) => socket.timeout(timeoutMs).emitWithAck(HEARTBEAT) as Promise<number>,
    onDead: () => reconnect(),
    onSample: (sent, acked, serverMs) => serverClock.sample(sent, acked, serverMs),
    now: () => Date.now(),
    intervalMs: HEARTBEAT_MS,
  });

  function reconnect(): void {
    socket.disconnect();
    socket.connect();
  }
  function lost(): void {
    useConnection.setState((s) => (s.status === "lost" ? s : { status: wasOnline ? "lost" : "connecting", lostAt: Date.now() }));
  }
  function receive(envelope: unknown): void {
    if (!isEnvelope(envelope)) {
      ports.onGap();
      return;
    }
    const isTaken = deliver(envelope);
    if (!sequence.follows(envelope.stream, envelope.seq) || !isTaken) ports.onGap();
  }

  socket.on("connect", () => {
    sequence.reset();
    heartbeat.reset();
    useConnection.setState({ status: "online", lostAt: null });
    void heartbeat.prove();
    // Also the first time: what was fetched before this page heard pushes may have changed in between.
    ports.onGap();
    wasOnline = true;
  });
  socket.on("disconnect", (reason) => {
    lost();
    // Socket.IO does not come back by itself after the server closed the door (an expired token, a tab id in use).
    if (reason === "io server disconnect" && ports.token()) retryWithFreshToken();
  });
  socket.on("connect_error", () => {
    lost();
    if (!socket.active) retryWithFreshToken();
  });
  socket.on(PROBE, (answer: () => void) => answer());
  socket.on(PUSH, receive);

  let retry: ReturnType<typeof setTimeout> | undefined;
  function retryWithFreshToken(): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      ports.refresh(ports.token()).then(
        () => socket.connect(),
        () => ports.token() && retryWithFreshToken(),
      );
    }, 500);
  }

  const stops = [
    onPush(connectionPushes.resync, ports.onGap),
    onPush(connectionPushes.tabTaken, ({ tabId: taken }) => {
      if (taken !== tabId()) return;
      renewTab();
      reconnect();
    }),
    onPush(connectionPushes.voice, ({ up }) => useConnection.setState({ voiceUp: up })),
    onPush(connectionPushes.signedOut, ports.onSignedOut),
    startTicker(HEARTBEAT_MS, () => socket.connected && void heartbeat.tick()),
    onWakeUp(() => (socket.connected ? void heartbeat.prove() : socket.connect())),
  ];

  return () => {
    clearTimeout(retry);
    for (const stop of stops) stop();
    socket.disconnect();
    useConnection.setState({ status: "connecting", lostAt: null });
  };
}

/** The network came back, the page is looked at again, or the machine woke up. */
function onWakeUp(wake: () => void): () => void {
  const visible = () => document.visibilityState === "visible" && wake();
  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", visible);
  return () => {
    removeEventListener("online", wake);
    removeEventListener("pageshow", wake);
    document.removeEventListener("visibilitychange", visible);
  };
}
