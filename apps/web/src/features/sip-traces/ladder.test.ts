import type { TracedMessage } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { addressOf, peersOf, saidIn } from "./ladder.ts";

const message = (start: string, ...headers: string[]): string => [start, ...headers, "", ""].join("\r\n");
const from = (host: string, port: number) => ({ peer: { host, port } }) as TracedMessage;

describe("a ladder", () => {
  it.each([
    [
      message("INVITE sip:1@x SIP/2.0", "CSeq: 1 INVITE", "Content-Type: application/sdp"),
      { what: "INVITE", kind: "request", more: "SDP" },
    ],
    [
      message("SIP/2.0 183 Session Progress", "CSeq: 1 INVITE", "c: application/sdp"),
      { what: "183 Session Progress", kind: "progress", more: "INVITE · SDP" },
    ],
    [message("SIP/2.0 200 OK", "CSEQ : 2 BYE"), { what: "200 OK", kind: "success", more: "BYE" }],
    [message("SIP/2.0 486", "CSeq: 1 INVITE"), { what: "486", kind: "failure", more: "INVITE" }],
    ["\u0000\u0001 no message", { what: "", kind: "request", more: "" }],
  ])("reads %s", (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });

  it("has a column for each address, as they come", () => {
    expect(peersOf([from("192.0.2.9", 5060), from("2001:db8::9", 5061), from("192.0.2.9", 5060)])).toEqual([
      "192.0.2.9:5060",
      "[2001:db8::9]:5061",
    ]);
    expect(addressOf({ host: "::1", port: 5 })).toBe("[::1]:5");
  });
});
