import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Connection, Failed, Flow, Transport } from "./flow.ts";
import { createFramer } from "./framing.ts";
import type { TlsClientOptions } from "./tls.ts";

export interface ConnectionsOptions {
  /** Open at the same time, in each direction; more are turned away. */
  max: number;
  /** Closed when nothing was heard for so long, ms. */
  idleMs: number;
  /** Patience with a connection being opened, ms. */
  connectMs: number;
  /** Local address of outgoing connections. */
  localHost: string;
  tls?: TlsClientOptions;
  receive(bytes: Buffer, flow: Flow): void;
}

/** The open TCP and TLS connections by peer; outgoing ones are opened on demand and shared. */
export interface Connections extends Pick<Transport, "send" | "answered" | "unanswered"> {
  accept(socket: Socket, protocol: "TCP" | "TLS"): void;
  closeAll(): void;
}

type Direction = "inbound" | "outbound";

interface Entry extends Connection {
  socket: Socket;
  /** Pieces of data that came in. */
  heard: number;
}

const keyOf = (flow: Flow): string => `${flow.protocol} ${flow.host} ${flow.port}`;

/** See {@link Connections}. */
export function createConnections(options: ConnectionsOptions): Connections {
  const entries = new Map<string, Entry>();
  const counts: Record<Direction, number> = { inbound: 0, outbound: 0 };
  /** Those who wait for an answer: on which connection, and how much it had heard when they sent. */
  const waiting = new Map<Failed, { entry: Entry; heard: number }>();

  /** What is sent before the connection is up goes out then. */
  const entryOver = (socket: Socket): Entry => ({
    socket,
    heard: 0,
    get open() {
      return !socket.destroyed && socket.writable;
    },
    send(text, failed) {
      if (failed) waiting.set(failed, { entry: this, heard: this.heard });
      socket.write(text);
    },
    close: () => socket.destroySoon(),
  });

  const fail = (entry: Entry, error: Error): void => {
    const untold = [...waiting].flatMap(([failed, at]) => (at.entry === entry ? [failed] : []));
    for (const failed of untold) waiting.delete(failed);
    for (const failed of untold) failed(error);
  };

  const adopt = (socket: Socket, flow: Flow, direction: Direction): Entry => {
    const key = keyOf(flow);
    const entry = entryOver(socket);
    const from: Flow = { ...flow, connection: entry };
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.setTimeout(options.idleMs, () => socket.destroy());
    const down = (error: Error): void => {
      if (entries.get(key) === entry) entries.delete(key);
      fail(entry, error);
    };
    socket.on("error", down);
    socket.once("close", () => {
      counts[direction]--;
      down(new Error("connection closed"));
    });
    const read = createFramer({
      message: (bytes) => options.receive(bytes, from),
      ping: () => entry.send("\r\n"),
      broken(_problem, head) {
        if (head) options.receive(head, from);
        socket.destroySoon();
      },
    });
    socket.on("data", (chunk) => {
      entry.heard++;
      read(chunk);
    });
    counts[direction]++;
    entries.set(key, entry);
    return entry;
  };

  const open = (flow: Flow): Entry => {
    const target = { host: flow.host, port: flow.port, localAddress: options.localHost };
    const tls = flow.protocol === "TLS";
    const socket = tls ? connectTls({ ...options.tls, ...target, servername: flow.serverName }) : connectTcp(target);
    const entry = adopt(socket, flow, "outbound");
    const patience = setTimeout(() => socket.destroy(new Error("connecting took too long")), options.connectMs);
    socket.once("close", () => clearTimeout(patience));
    socket.once(tls ? "secureConnect" : "connect", () => clearTimeout(patience));
    return entry;
  };

  return {
    accept(socket, protocol) {
      const { remoteAddress, remotePort } = socket;
      if (counts.inbound >= options.max || remoteAddress === undefined || remotePort === undefined) return void socket.destroy();
      adopt(socket, { protocol, host: plainAddress(remoteAddress), port: remotePort }, "inbound");
    },
    send(text, flow, failed) {
      if (flow.connection?.open) return flow.connection.send(text, failed);
      const known = entries.get(keyOf(flow));
      if (known?.open) return known.send(text, failed);
      if (counts.outbound >= options.max) return failed?.(new Error("too many connections"));
      open({ ...flow, connection: undefined }).send(text, failed);
    },
    answered(failed) {
      waiting.delete(failed);
    },
    unanswered(failed) {
      const at = waiting.get(failed);
      waiting.delete(failed);
      if (at && at.entry.heard === at.heard) at.entry.socket.destroy();
    },
    closeAll() {
      for (const entry of [...entries.values()]) entry.close();
    },
  };
}

/** IPv4 peers of a dual-stack socket show as ::ffff:a.b.c.d. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, "");
