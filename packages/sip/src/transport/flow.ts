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

/** Told to the sender of a message, and names it: the same function until its answer has come or is given up. */
export type Failed = (error: Error) => void;

/** An open TCP or TLS connection. */
export interface Connection {
  readonly open: boolean;
  /** See {@link Transport.send}. */
  send(text: string, failed?: Failed): void;
  close(): void;
}

/** Where this user agent can be reached, as written into Via and Contact. */
export interface LocalAddress {
  host: string;
  port: number;
}

/** Carries messages; knows nothing of their meaning. */
export interface Transport {
  /**
   * Open the sockets. Rejects with a {@link ListenError} when an address cannot be had.
   * @param refused called for each connection that the access list turns away
   */
  start(receive: (bytes: Buffer, flow: Flow) => void, refused?: () => void): Promise<void>;
  /**
   * Best effort; never throws. `failed` is for those who wait for an answer, and is called at most once: when it is known that
   * the message did not leave, or when its connection broke. They must tell the end of their waiting by one of the next two.
   */
  send(text: string, flow: Flow, failed?: Failed): void;
  /** The answer came: what becomes of the connection is no longer its sender's business. */
  answered(failed: Failed): void;
  /**
   * No answer came in all the time there was. A connection on which nothing else was heard since is dead, though the system may
   * not know it for a quarter of an hour: it is given up, so that the next message opens a new one.
   */
  unanswered(failed: Failed): void;
  /** Whether an address is of the family that our sockets can send to. */
  reaches(host: string): boolean;
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
