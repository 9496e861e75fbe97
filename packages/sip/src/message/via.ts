import { formatParams, type Params, parseParams } from "./params.ts";

/** One hop of Via (RFC 3261 §20.42). */
export interface Via {
  /** Upper case: UDP, TCP, TLS… */
  transport: string;
  host: string;
  port?: number;
  params: Params;
}

const SENT_BY = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]+)\s+(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?:\s*:\s*(\d{1,5}))?\s*$/i;

/** Read one Via value; undefined when malformed. */
export function parseVia(text: string): Via | undefined {
  const semicolon = text.indexOf(";");
  const match = SENT_BY.exec(semicolon < 0 ? text : text.slice(0, semicolon));
  if (!match) return undefined;
  const port = match[3] === undefined ? undefined : Number(match[3]);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  return {
    transport: match[1]!.toUpperCase(),
    host: match[2]!,
    port,
    params: parseParams(semicolon < 0 ? "" : text.slice(semicolon)),
  };
}

export function formatVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${via.host}${via.port === undefined ? "" : `:${via.port}`}${formatParams(via.params)}`;
}
