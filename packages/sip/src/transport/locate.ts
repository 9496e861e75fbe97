import { lookup as dnsLookup, resolveSrv as dnsSrv } from "node:dns/promises";
import { isIP } from "node:net";
import { bareHost, type Uri } from "../message/uri.ts";
import type { Flow, Protocol } from "./flow.ts";

/** Name service; replaced in tests. */
export interface Resolver {
  addresses(name: string): Promise<string[]>;
  services(name: string): Promise<{ name: string; port: number; priority: number; weight: number }[]>;
}

export const systemResolver: Resolver = {
  addresses: async (name) => (await dnsLookup(name, { all: true })).map((entry) => entry.address),
  services: (name) => dnsSrv(name),
};

/** The protocol that a URI asks for: `sips` and `transport=tls` mean TLS, UDP is the default (RFC 3263 §4.1). */
export function protocolOf(uri: Uri): Protocol {
  const transport = uri.params.get("transport")?.toLowerCase();
  if (uri.scheme === "sips" || transport === "tls") return "TLS";
  return transport === "tcp" ? "TCP" : "UDP";
}

export const defaultPort = (protocol: Protocol): number => (protocol === "TLS" ? 5061 : 5060);

/**
 * Where to send what is meant for this URI, best first (RFC 3263 without NAPTR: the transport is configured, not discovered).
 * Addresses are answered at once; names by SRV when no port is given, then by A/AAAA. An empty list means: nowhere.
 * @param reaches whether our sockets can send to an address; see `Transport.reaches`
 */
export function locate(uri: Uri, resolver: Resolver, random: () => number, reaches: (host: string) => boolean): Flow[] | Promise<Flow[]> {
  const protocol = protocolOf(uri);
  const host = bareHost(uri.host);
  if (host === "") return [];
  const reachable = (flows: Flow[]): Flow[] => flows.filter((flow) => reaches(flow.host));
  if (isIP(host)) return reachable([{ protocol, host, port: uri.port ?? defaultPort(protocol) }]);
  return locateName(host, uri.port, protocol, resolver, random).then(reachable);
}

const SRV_PREFIX: Record<Protocol, string> = { UDP: "_sip._udp.", TCP: "_sip._tcp.", TLS: "_sips._tcp." };

async function locateName(
  name: string,
  port: number | undefined,
  protocol: Protocol,
  resolver: Resolver,
  random: () => number,
): Promise<Flow[]> {
  const services = port === undefined ? await resolver.services(SRV_PREFIX[protocol] + name).catch(() => []) : [];
  const targets = services.length > 0 ? inOrder(services, random) : [{ name, port: port ?? defaultPort(protocol) }];
  const found = await Promise.all(
    targets.map(async (target) => {
      const addresses = await resolver.addresses(target.name).catch(() => []);
      return addresses.map((host): Flow => ({ protocol, host, port: target.port, serverName: name }));
    }),
  );
  return found.flat();
}

/** Lowest priority first; among equals the heavier is likelier to come first (RFC 2782). */
function inOrder<T extends { priority: number; weight: number }>(services: readonly T[], random: () => number): T[] {
  return services
    .map((service) => ({ service, draw: random() ** (1 / Math.max(service.weight, 0.1)) }))
    .sort((a, b) => a.service.priority - b.service.priority || b.draw - a.draw)
    .map((entry) => entry.service);
}
