/** True for the address that means every interface: something to listen on, nothing to send to. */
export function isWildcard(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** Configuration of an embedded engine. Plain data, because it is also sent to worker processes. */
export interface EngineConfig {
  readonly trunk: {
    /** IP address the RTP sockets are bound to. */
    readonly bind: string;
    /** Address for the SDP when it is not `bind` (a host behind NAT). Needed when `bind` is every interface. */
    readonly announce?: string | undefined;
  };
  readonly browser: {
    /** IP address ICE is bound to; left out: every interface. */
    readonly bind?: string | undefined;
    /** Address that replaces the host candidates' own (a host behind NAT, a container). */
    readonly announce?: string | undefined;
  };
  /** UDP ports, both ends included: the lower half for trunks (two each), the upper half for browsers. */
  readonly ports: { readonly from: number; readonly to: number };
  /** Folder of the catalogue's WAV files. */
  readonly promptFolder: string;
  /** How long a leg may send nothing before `silent`. Default 30,000. */
  readonly silentAfterMs?: number | undefined;
  /** How long a page may send neither sound nor reports before its leg is `lost`. Chromium reports every 2.5–7.5 s. Default 8,000. */
  readonly lostAfterMs?: number | undefined;
}
