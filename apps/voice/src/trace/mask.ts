/** What proves or opens something in digests (RFC 8760, RFC 7616), in whichever header. */
const DIGEST = /\b(response|nonce|nextnonce|cnonce|rspauth|opaque)(\s*=\s*)("[^"]*"?|[^\s,;"]+)/gi;
const BASIC = /^((?:proxy-)?authorization\s*:\s*basic\s+)(\S+)/gim;
/** The password in a URI. */
const URI_PASSWORD = /(sips?:[^\s:@<>;]{1,128}:)([^\s@<>]{1,128})(?=@)/gi;
/** Keys of the sound (RFC 4568, RFC 8839, RFC 4567, RFC 4566). */
const SDP_KEYS = /^((?:a=crypto:[^\r\n]*?inline:|a=ice-pwd:|a=key-mgmt:|k=))([^\r\n]*)/gim;
/** Keys that a person pressed, sent by INFO: they may be a PIN. */
const DTMF_RELAY = /^([ \t]*signal\s*=\s*)(\S+)/gim;

const stars = (secret: string): string => "*".repeat(secret.length);
/** A text in quotes; one that was cut has no quote at its end. */
const quoted = (value: string): string => {
  const inside = value.slice(1).replace(/"$/, "");
  return `"${stars(inside)}${value.length > inside.length + 1 ? '"' : ""}`;
};
const hide = (_all: string, before: string, secret: string): string => before + stars(secret);

/** A SIP message without secrets and keys. Its length stays, so that Content-Length holds. */
export function mask(text: string): string {
  // Blank lines may stand before a message (RFC 3261 section 7.5).
  const start = text.search(/[^\r\n]/);
  const end = text.indexOf("\r\n\r\n", Math.max(0, start));
  const [head, body] = end < 0 ? [text, ""] : [text.slice(0, end + 4), text.slice(end + 4)];
  const shown = head
    .replace(DIGEST, (_all, name: string, is: string, value: string) =>
      value.startsWith('"') ? `${name}${is}${quoted(value)}` : `${name}${is}${stars(value)}`,
    )
    .replace(BASIC, hide)
    .replace(URI_PASSWORD, hide);
  const isDtmf = /^(?:content-type|c)\s*:\s*application\/dtmf\s*(?:;|\r?$)/im.test(head);
  return shown + (isDtmf ? body.replace(/\S/g, "*") : body.replace(SDP_KEYS, hide).replace(DTMF_RELAY, hide));
}
