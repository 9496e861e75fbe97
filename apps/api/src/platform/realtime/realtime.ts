import type { Server as HttpServer } from "node:http";
import {
  connectionPushes,
  type DomainEvent,
  HEARTBEAT,
  type Permission,
  PROBE,
  PUSH,
  type PushEnvelope,
  type PushEvent,
  type RecordedEvent,
  SOCKET_PATH,
  socketAuth,
} from "@cloverdesk/contracts";
import type { Logger } from "pino";
import { Server, type Socket } from "socket.io";
import type { z } from "zod";
import type { Database } from "../db/client.ts";
import { lane } from "./lane.ts";
import { createRelay } from "./relay.ts";

/** One push on its way: to all connections in `room`. */
export interface Push {
  room: string;
  event: PushEvent;
  data: unknown;
}

/** Builds a push with the data the event's contract asks for. */
export const push = <E extends PushEvent>(room: string, event: E, data: z.input<E["data"]>): Push => ({ room, event, data });
export const personRoom = (personId: string): string => `person:${personId}`;
const sessionRoom = (sessionId: string): string => `session:${sessionId}`;
export const groupRoom = (groupId: string): string => `group:${groupId}`;
/** The pages of people who have the permission with the scope *all*. */
export const everywhereRoom = (permission: Permission): string => `everywhere:${permission}`;

/** A page's connection. */
export interface Connection {
  id: string;
  personId: string;
  tabId: string;
}

/** What the agents module wants to know of connections. */
export interface ConnectionListener {
  connected(connection: Connection): Promise<void>;
  disconnected(connection: Connection): Promise<void>;
}

/** The person of a connection. `rooms` follow from their access; their own room and that of the session are joined in addition. */
export interface SocketPrincipal {
  personId: string;
  sessionId: string;
  rooms: string[];
}
export type SocketAuthenticate = (token: string) => Promise<SocketPrincipal | null>;

export interface Realtime {
  /**
   * Routes committed events of these kinds to pushes (a module's x.realtime.ts). Payloads are read fresh, so several events of one entity in a batch
   * need one push. No route waits for another.
   */
  route<E extends DomainEvent>(kinds: Record<string, E>, toPushes: (events: RecordedEvent<E>[]) => Promise<Push[]>): void;
  /** Whether anybody connected to this process is in the room: nothing needs loading for nobody. */
  hasListeners(room: string): boolean;
  send(pushes: Push[]): void;
  toAll(event: PushEvent, data: unknown): void;
  onConnection(listener: ConnectionListener): void;
  /** People with a heartbeat since the last time this was asked. */
  takeHeartbeats(): Connection[];
  /** Moves a person's connections to these rooms after their access changed. */
  moveTo(personId: string, rooms: string[]): void;
  disconnectPerson(personId: string): void;
  /** Drops the pages of one signed-in device. */
  disconnectSession(sessionId: string): void;
  start(http: HttpServer, authenticate: SocketAuthenticate): Promise<void>;
  stop(): Promise<void>;
}

const PROBE_MS = 1_000;

export function createRealtime(db: Database, log: Logger): Realtime {
  const routes: ((events: RecordedEvent[]) => void)[] = [];
  const listeners: ConnectionListener[] = [];
  const heartbeats = new Map<string, Connection>();
  const seqs = new Map<string, number>();
  const tabs = new Map<string, Socket>();
  let io: Server | undefined;

  function envelope(stream: string, event: PushEvent, data: unknown): PushEnvelope {
    const seq = (seqs.get(stream) ?? 0) + 1;
    seqs.set(stream, seq);
    return { name: event.name, v: 1, stream, seq, at: new Date().toISOString(), data };
  }
  const send = (pushes: Push[]): void => {
    for (const { room, event, data } of pushes) io?.to(room).emit(PUSH, envelope(room, event, data));
  };
  const toAll = (event: PushEvent, data: unknown): void => void io?.emit(PUSH, envelope("all", event, data));

  const resync = (): void => toAll(connectionPushes.resync, {});
  const onEvents = (events: RecordedEvent[]): void => {
    for (const take of routes) take(events);
  };
  const relay = createRelay(db, log, onEvents, resync);

  function accept(socket: Socket, connection: Connection, { sessionId, rooms }: SocketPrincipal): void {
    const other = tabs.get(connection.tabId);
    if (other?.connected && (other.data.principal as SocketPrincipal).personId === connection.personId) {
      // Either a reload whose old socket is not closed yet, or a duplicated tab, which copies sessionStorage: only the latter's twin answers.
      const tellNewcomer = (): void =>
        void socket.emit(PUSH, envelope(`socket:${socket.id}`, connectionPushes.tabTaken, { tabId: connection.tabId }));
      other
        .timeout(PROBE_MS)
        .emitWithAck(PROBE)
        .then(tellNewcomer, () => {});
    }
    tabs.set(connection.tabId, socket);
    socket.join([personRoom(connection.personId), sessionRoom(sessionId), ...rooms]);
    socket.on(HEARTBEAT, (answer: unknown) => {
      heartbeats.set(connection.id, connection);
      if (typeof answer === "function") answer(Date.now());
    });
    socket.on("disconnect", () => {
      heartbeats.delete(connection.id);
      if (tabs.get(connection.tabId) === socket) tabs.delete(connection.tabId);
      for (const listener of listeners)
        listener.disconnected(connection).catch((error) => log.warn({ err: error }, "disconnect not recorded, the lease will run out"));
    });
    heartbeats.set(connection.id, connection);
    for (const listener of listeners)
      listener.connected(connection).catch((error) => log.warn({ err: error }, "connect not recorded, the heartbeat will"));
  }

  function disconnect(room: string): void {
    send([push(room, connectionPushes.signedOut, {})]);
    for (const socket of socketsIn(io, room)) socket.disconnect(true);
  }

  return {
    route<E extends DomainEvent>(kinds: Record<string, E>, toPushes: (events: RecordedEvent<E>[]) => Promise<Push[]>) {
      const names = new Set(Object.values(kinds).map(({ name }) => name));
      const work = async (events: RecordedEvent[]): Promise<void> => {
        try {
          send(await toPushes(events as RecordedEvent<E>[]));
        } catch (error) {
          log.warn({ err: error }, "pushes not made, pages will fetch again");
          resync();
        }
      };
      routes.push(lane((name) => names.has(name), work));
    },
    hasListeners: (room) => (io?.sockets.adapter.rooms.get(room)?.size ?? 0) > 0,
    send,
    toAll,
    onConnection: (listener) => void listeners.push(listener),
    takeHeartbeats() {
      const taken = [...heartbeats.values()];
      heartbeats.clear();
      return taken;
    },
    moveTo(personId, rooms) {
      for (const socket of socketsIn(io, personRoom(personId))) {
        const principal = socket.data.principal as SocketPrincipal;
        for (const room of principal.rooms) socket.leave(room);
        socket.join(rooms);
        principal.rooms = rooms;
      }
    },
    disconnectPerson: (personId) => disconnect(personRoom(personId)),
    disconnectSession: (sessionId) => disconnect(sessionRoom(sessionId)),
    async start(http, authenticate) {
      io = new Server(http, {
        path: SOCKET_PATH,
        transports: ["websocket"],
        serveClient: false,
        pingInterval: 10_000,
        pingTimeout: 8_000,
        maxHttpBufferSize: 100_000,
      });
      io.use(async (socket, next) => {
        const auth = socketAuth.safeParse(socket.handshake.auth);
        const principal = auth.success ? await authenticate(auth.data.token).catch(() => null) : null;
        if (!principal || !auth.success) return next(new Error("auth.required"));
        Object.assign(socket.data, { principal, tabId: auth.data.tabId });
        next();
      });
      io.on("connection", (socket) => {
        const { principal, tabId } = socket.data as { principal: SocketPrincipal; tabId: string };
        accept(socket, { id: socket.id, personId: principal.personId, tabId }, principal);
      });
      await relay.start();
    },
    async stop() {
      await relay.stop();
      await io?.close();
    },
  };
}

function socketsIn(io: Server | undefined, room: string): Socket[] {
  const ids = io?.sockets.adapter.rooms.get(room) ?? new Set<string>();
  return [...ids].flatMap((id) => io?.sockets.sockets.get(id) ?? []);
}
