import type { TracedMessage } from "@cloverdesk/contracts";

/** Address of a peer as it is shown, and told from others. */
export const addressOf = ({ host, port }: TracedMessage["peer"]): string => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

/** The columns of a ladder besides our own, in the order of their first message. Ours stands after the first of them. */
export const peersOf = (items: readonly TracedMessage[]): string[] => [...new Set(items.map(({ peer }) => addressOf(peer)))];

export interface Said {
  /** `INVITE`, `180 Ringing`; empty for what cannot be read. */
  what: string;
  kind: "request" | "progress" | "success" | "failure";
  /** Of which request a response is; of a request what it carries. */
  more: string;
}

/** What a message says, by its first line and its CSeq. */
export function saidIn(text: string): Said {
  const [first = ""] = text.split("\r\n", 1);
  const cseq = /^cseq\s*:\s*\d+\s+(\S+)/im.exec(text)?.[1] ?? "";
  const status = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first);
  const sdp = /^(?:content-type|c)\s*:\s*application\/sdp/im.test(text) ? "SDP" : "";
  if (!status) return { what: /^[A-Z]+/.exec(first)?.[0] ?? "", kind: "request", more: sdp };
  const code = Number(status[1]);
  const kind = code < 200 ? "progress" : code < 300 ? "success" : "failure";
  return { what: `${code} ${status[2]}`.trim(), kind, more: [cseq, sdp].filter(Boolean).join(" · ") };
}
