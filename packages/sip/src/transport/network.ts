import { createServer, isIPv6, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { AccessList } from "../guard/access-list.ts";
import { type Connections, createConnections, plainAddress } from "./connections.ts";
import { type Flow, isReliable, ListenError, type LocalAddress, type Protocol, type Transport } from "./flow.ts";
import { loadTls, type TlsFiles } from "./tls.ts";
import { openUdp, type UdpSocket } from "./udp.ts";

export interface NetworkOptions {
  /** Address to listen on; 0.0.0.0 or :: for all. */
  host: string;
  /** UDP and TCP port; 0 for a free one (the same for both). */
  port: number;
  /** Address that peers shall use; needed when `host` is 0.0.0.0 or behind NAT. Default `host`. */
  advertisedHost?: string;
  tls?: TlsFiles;
  /** TCP and TLS connections at the same time, default 1000 in each direction: those who connect to us take no place from our calls. */
  maxConnections?: number;
  /** Who may send us requests and connect to us; see {@link AccessList}. Default: everybody who can reach the address. */
  accessList?: AccessList;
  /** Connections silent for so long are closed, default 10 min, ms. */
  idleMs?: number;
}

/** Tries for a port that is free for UDP and TCP alike. */
const FREE_PORT_TRIES = 20;

/** Real sockets: UDP and TCP on one port, TLS on another when configured. */
export function createNetwork(options: NetworkOptions): Transport {
  const tls = options.tls && loadTls(options.tls);
  const ports: Partial<Record<Protocol, number>> = {};
  const servers: Server[] = [];
  let udp: UdpSocket | undefined;
  let connections: Connections | undefined;
  let refused: () => void = () => {};

  /** Strangers are turned away before they cost a handshake or a place. */
  const admits = (socket: Socket): boolean => {
    const { remoteAddress } = socket;
    const stranger = remoteAddress !== undefined && options.accessList?.allows(plainAddress(remoteAddress)) === false;
    if (!stranger) return true;
    refused();
    socket.destroy();
    return false;
  };

  const listen = async (protocol: "TCP" | "TLS", port: number): Promise<void> => {
    const accept = connections!.accept;
    const handshakes = protocol === "TLS" ? createTlsServer(tls!.server, (secured) => accept(secured, "TLS")) : undefined;
    const server = createServer((socket) => {
      if (!admits(socket)) return;
      if (handshakes) handshakes.emit("connection", socket);
      else accept(socket, "TCP");
    });
    ports[protocol] = await listenOn(server, protocol, options.host, port);
    servers.push(server);
  };

  /** UDP first; when any port will do and TCP finds it taken, try another. */
  const openPair = async (receive: (bytes: Buffer, flow: Flow) => void): Promise<void> => {
    for (let tries = 1; ; tries++) {
      udp = await openUdp(options.host, options.port, receive);
      try {
        await listen("TCP", udp.port);
        ports.UDP = udp.port;
        return;
      } catch (error) {
        await udp.close();
        if (options.port !== 0 || tries === FREE_PORT_TRIES) throw error;
      }
    }
  };

  const stop = async (): Promise<void> => {
    connections?.closeAll();
    // A caller that now learns of its broken connection must not open another.
    connections = undefined;
    await Promise.all([udp?.close(), ...servers.splice(0).map((server) => new Promise((done) => server.close(done)))]);
  };

  return {
    async start(receive, onRefused = refused) {
      refused = onRefused;
      connections = createConnections({
        max: options.maxConnections ?? 1000,
        idleMs: options.idleMs ?? 600_000,
        connectMs: 4_000,
        localHost: options.host,
        tls: tls?.client,
        receive,
      });
      await openPair(receive);
      if (!options.tls) return;
      await listen("TLS", options.tls.port).catch(async (error: unknown) => {
        await stop();
        throw error;
      });
    },
    send(text, flow, failed) {
      if (!udp || !connections) return failed?.(new Error("not listening"));
      if (!isReliable(flow.protocol)) return udp.send(text, flow, failed);
      if (flow.protocol === "TLS" && !tls) return failed?.(new Error("TLS is not configured"));
      connections.send(text, flow, failed);
    },
    answered: (failed) => connections?.answered(failed),
    unanswered: (failed) => connections?.unanswered(failed),
    // Not even a socket bound to :: sends to IPv4 addresses, nor does it connect to them.
    reaches: (host) => isIPv6(host) === isIPv6(options.host),
    local(protocol): LocalAddress | undefined {
      const port = ports[protocol];
      return port === undefined ? undefined : { host: options.advertisedHost ?? options.host, port };
    },
    stop,
  };
}

function listenOn(server: Server, protocol: Protocol, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new ListenError(protocol, host, port, error.code ?? error.message)));
    server.listen({ port, host, ipv6Only: isIPv6(host) && host !== "::" }, () => {
      server.removeAllListeners("error");
      // An accept that fails (e.g. out of file handles) must not end the process: the peer tries again.
      server.on("error", () => {});
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
