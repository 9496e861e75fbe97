import { createServer, isIPv6, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Connections, createConnections } from "./connections.ts";
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
  /** TCP and TLS connections at the same time, default 1000. */
  maxConnections?: number;
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

  const listen = async (protocol: "TCP" | "TLS", port: number): Promise<void> => {
    const accept = connections!.accept;
    const server = protocol === "TLS" ? createTlsServer(tls!.server, (s) => accept(s, "TLS")) : createServer((s) => accept(s, "TCP"));
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
    await Promise.all([udp?.close(), ...servers.splice(0).map((server) => new Promise((done) => server.close(done)))]);
  };

  return {
    async start(receive) {
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
      if (!udp || !connections) return failed(new Error("not listening"));
      if (!isReliable(flow.protocol)) return udp.send(text, flow, failed);
      if (flow.protocol === "TLS" && !tls) return failed(new Error("TLS is not configured"));
      connections.send(text, flow, failed);
    },
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
