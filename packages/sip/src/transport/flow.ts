/** Transport protocol as named in Via. */
export type Protocol = "UDP" | "TCP" | "TLS";

/** A way to a peer: where a message came from, or where one is to go. */
export interface Flow {
  protocol: Protocol;
  /** Address (or name, for TLS verification see `serverName`), IPv6 without brackets. */
  host: string;
  port: number;
  /** The connection it came in on; answers go back on it as long as it is open (RFC 3261 §18.2.2). */
  connection?: Connection;
  /** Name that the peer's certificate must carry when a TLS connection is opened. */
  serverName?: string;
}

/** An open TCP or TLS connection. */
export interface Connection {
  readonly open: boolean;
  write(text: string): void;
  close(): void;
}

/** Where this user agent can be reached, as written into Via and Contact. */
export interface LocalAddress {
  host: string;
  port: number;
}

/** Carries messages; knows nothing of their meaning. */
export interface Transport {
  /** Open the sockets. Rejects with a {@link ListenError} when an address cannot be had. */
  start(receive: (bytes: Buffer, flow: Flow) => void): Promise<void>;
  /** Best effort; `failed` is called at most once when it is known that the message did not leave. Never throws. */
  send(text: string, flow: Flow, failed: (error: Error) => void): void;
  /** Undefined when this protocol is not served. */
  local(protocol: Protocol): LocalAddress | undefined;
  stop(): Promise<void>;
}

/** A listening address that cannot be had, in words. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  constructor(
    readonly protocol: Protocol,
    readonly host: string,
    readonly port: number,
    /** Code of the system, e.g. EADDRINUSE. */
    readonly code: string,
  ) {
    const why = code === "EADDRINUSE" ? "the port is taken" : code === "EADDRNOTAVAIL" ? "this machine has no such address" : code;
    super(`cannot listen for SIP on ${protocol} ${host}:${port}: ${why}`);
  }
}

export const isReliable = (protocol: Protocol): boolean => protocol !== "UDP";
