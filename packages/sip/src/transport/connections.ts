import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Connection, Flow } from "./flow.ts";
import { createFramer } from "./framing.ts";
import type { TlsClientOptions } from "./tls.ts";

export interface ConnectionsOptions {
  /** Open at the same time, both directions together; more are turned away. */
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
export interface Connections {
  accept(socket: Socket, protocol: "TCP" | "TLS"): void;
  send(text: string, flow: Flow, failed: (error: Error) => void): void;
  closeAll(): void;
}

type Failed = (error: Error) => void;

interface Entry {
  connection: Connection;
  /** Senders to be told when the connection never comes up; undefined once it is up. */
  waiting?: Set<Failed>;
}

const keyOf = (flow: Flow): string => `${flow.protocol} ${flow.host} ${flow.port}`;

/** See {@link Connections}. */
export function createConnections(options: ConnectionsOptions): Connections {
  const entries = new Map<string, Entry>();

  const adopt = (socket: Socket, flow: Flow, waiting?: Set<Failed>): Entry => {
    const key = keyOf(flow);
    const entry: Entry = { connection: connectionOver(socket), waiting };
    const from: Flow = { ...flow, connection: entry.connection };
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.setTimeout(options.idleMs, () => socket.destroy());
    const down = (error: Error): void => {
      if (entries.get(key) === entry) entries.delete(key);
      const untold = entry.waiting ?? [];
      entry.waiting = undefined;
      for (const failed of untold) failed(error);
    };
    socket.on("error", down);
    socket.once("close", () => down(new Error("connection closed")));
    socket.on(
      "data",
      createFramer({
        message: (bytes) => options.receive(bytes, from),
        ping: () => entry.connection.write("\r\n"),
        broken: () => socket.destroy(),
      }),
    );
    entries.set(key, entry);
    return entry;
  };

  const open = (flow: Flow): Entry => {
    const target = { host: flow.host, port: flow.port, localAddress: options.localHost };
    const tls = flow.protocol === "TLS";
    const socket = tls ? connectTls({ ...options.tls, ...target, servername: flow.serverName }) : connectTcp(target);
    const entry = adopt(socket, flow, new Set());
    const patience = setTimeout(() => socket.destroy(new Error("connecting took too long")), options.connectMs);
    socket.once("close", () => clearTimeout(patience));
    socket.once(tls ? "secureConnect" : "connect", () => {
      clearTimeout(patience);
      entry.waiting = undefined;
    });
    return entry;
  };

  return {
    accept(socket, protocol) {
      const { remoteAddress, remotePort } = socket;
      if (entries.size >= options.max || remoteAddress === undefined || remotePort === undefined) return void socket.destroy();
      adopt(socket, { protocol, host: plainAddress(remoteAddress), port: remotePort });
    },
    send(text, flow, failed) {
      if (flow.connection?.open) return flow.connection.write(text);
      let entry = entries.get(keyOf(flow));
      if (!entry?.connection.open) {
        if (entries.size >= options.max) return failed(new Error("too many connections"));
        entry = open({ ...flow, connection: undefined });
      }
      entry.waiting?.add(failed);
      entry.connection.write(text);
    },
    closeAll() {
      for (const { connection } of [...entries.values()]) connection.close();
    },
  };
}

function connectionOver(socket: Socket): Connection {
  return {
    get open() {
      return !socket.destroyed && socket.writable;
    },
    write: (text) => void socket.write(text),
    close: () => socket.destroySoon(),
  };
}

/** IPv4 peers of a dual-stack socket show as ::ffff:a.b.c.d. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, "");
