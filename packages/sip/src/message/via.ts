import { formatParams, type Params, parseParams } from "./params.ts";

/** One hop of Via (RFC 3261 §20.42). */
export interface Via {
  /** `2.0`; a message with another one is answered 505 and echoes it. */
  version: string;
  /** Upper case: UDP, TCP, TLS… */
  transport: string;
  host: string;
  port?: number;
  params: Params;
}

const SENT_BY = /^SIP\s*\/\s*(\d{1,3}\.\d{1,3})\s*\/\s*([A-Za-z]+)\s+(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?:\s*:\s*(\d{1,5}))?\s*$/i;

/** Read one Via value; undefined when malformed. */
export function parseVia(text: string): Via | undefined {
  const semicolon = text.indexOf(";");
  const match = SENT_BY.exec(semicolon < 0 ? text : text.slice(0, semicolon));
  if (!match) return undefined;
  const port = match[4] === undefined ? undefined : Number(match[4]);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  return {
    version: match[1]!,
    transport: match[2]!.toUpperCase(),
    host: match[3]!,
    port,
    params: parseParams(semicolon < 0 ? "" : text.slice(semicolon)),
  };
}

export function formatVia(via: Via): string {
  return `SIP/${via.version}/${via.transport} ${via.host}${via.port === undefined ? "" : `:${via.port}`}${formatParams(via.params)}`;
}
