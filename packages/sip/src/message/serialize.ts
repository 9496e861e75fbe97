import { wireName } from "./header-names.ts";
import type { RequestDraft, ResponseDraft } from "./message.ts";

/** Write a message as it goes on the wire. Content-Length is always computed; line breaks inside values become blanks. */
export function serialize(message: RequestDraft | ResponseDraft): string {
  const start =
    "method" in message ? `${message.method} ${message.uri} SIP/2.0\r\n` : `SIP/2.0 ${message.status} ${flat(message.reason)}\r\n`;
  let head = start;
  for (const [key, values] of message.headers.entries()) {
    if (key === "content-length") continue;
    const name = wireName(key);
    for (const value of values) head += `${name}: ${flat(value)}\r\n`;
  }
  return `${head}Content-Length: ${message.body === "" ? 0 : Buffer.byteLength(message.body)}\r\n\r\n${message.body}`;
}

/** A value that came from outside must not be able to start a header of its own. */
function flat(value: string): string {
  return value.includes("\r") || value.includes("\n") ? value.replace(/[\r\n]+/g, " ") : value;
}
