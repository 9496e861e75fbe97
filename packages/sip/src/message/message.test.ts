import { describe, expect, it } from "vitest";
import { request, SDP } from "../../test/messages.ts";
import { type SipRequest, tagOf } from "./message.ts";
import { formatNameAddr, parseNameAddr } from "./name-addr.ts";
import { splitList } from "./params.ts";
import { parseMessage } from "./parse.ts";
import { formatReason, parseReason } from "./reason.ts";
import { responseTo } from "./response.ts";
import { serialize } from "./serialize.ts";
import { escapeUser, parseUri } from "./uri.ts";

function read(text: string): SipRequest {
  const result = parseMessage(Buffer.from(text));
  if (!result.ok || result.message.kind !== "request") throw new Error(result.ok ? "not a request" : result.problem);
  return result.message;
}

describe("reading messages", () => {
  it("reads an INVITE", () => {
    const invite = read(request({ body: SDP }));
    expect(invite).toMatchObject({ method: "INVITE", uri: "sip:+861055550100@10.0.0.1", callId: "call-1@10.0.0.9", body: SDP });
    expect(invite.cseq).toEqual({ number: 1, method: "INVITE" });
    expect(invite.from).toMatchObject({ display: "Caller", uri: { user: "+8613800138001", host: "10.0.0.9" } });
    expect(tagOf(invite.from)).toBe("peer1");
    expect(tagOf(invite.to)).toBe("");
  });

  it("reads compact names, folded lines, odd blanks and any case of names", () => {
    const text = [
      "OPTIONS sip:1@10.0.0.1 SIP/2.0",
      "v:  SIP / 2.0 / UDP  10.0.0.9 : 5060 ;branch = z9hG4bKodd",
      "TO :",
      " sip:1@10.0.0.1 ;  tag   = t1",
      'f: "A \\"quoted\\" name" <sip:2@10.0.0.9> ; tag=f1',
      "i: odd",
      "cseq: 0009",
      "  OPTIONS",
      "k: timer , 100rel",
      "UNKNOWN-thing: kept, as it is",
      "l: 0",
      "",
      "",
    ].join("\r\n");
    const message = read(text);
    expect(message.via).toMatchObject({ transport: "UDP", host: "10.0.0.9", port: 5060 });
    expect(message.via.params.get("branch")).toBe("z9hG4bKodd");
    expect(tagOf(message.to)).toBe("t1");
    expect(message.from.display).toBe('A "quoted" name');
    expect(message.cseq.number).toBe(9);
    expect(message.headers.all("supported")).toEqual(["timer", "100rel"]);
    expect(message.headers.get("unknown-thing")).toBe("kept, as it is");
  });

  it("ignores blank lines before the message and bytes behind the declared body", () => {
    const message = read(`\r\n\r\n${request({ body: SDP, tail: "leftover" })}`);
    expect(message.body).toBe(SDP);
  });

  it("counts the body in bytes, not in characters", () => {
    expect(read(request({ body: "工单🍀" })).body).toBe("工单🍀");
  });

  it("joins repeated headers in order and splits lists only at their own commas", () => {
    const message = read(request({ headers: { Route: ['<sip:a;x="1,2";lr>, "B, C" <sip:b;lr>', "<sip:c;lr>"] } }));
    expect(message.headers.all("route")).toEqual(['<sip:a;x="1,2";lr>', '"B, C" <sip:b;lr>', "<sip:c;lr>"]);
  });

  it("gives back what it wrote", () => {
    const invite = read(request({ body: SDP }));
    expect(read(serialize(invite))).toEqual(invite);
  });
});

describe("writing messages", () => {
  it("does not let a value start a header of its own", () => {
    const message = read(request());
    message.headers.set("subject", "hello\r\nX-Evil: 1");
    expect(serialize(message)).toContain("Subject: hello X-Evil: 1\r\n");
  });

  it("tags the To of every response but 100, and echoes Record-Route only where a dialog may begin", () => {
    const invite = read(request({ headers: { "Record-Route": "<sip:proxy;lr>" } }));
    expect(responseTo(invite, 100, "mine").headers.get("to")).not.toContain("tag");
    const ringing = responseTo(invite, 180, "mine");
    expect(ringing.headers.get("to")).toMatch(/;tag=mine$/);
    expect(ringing.headers.get("record-route")).toBe("<sip:proxy;lr>");
    expect(responseTo(invite, 486, "mine").headers.has("record-route")).toBe(false);
  });
});

describe("URIs and addresses", () => {
  it.each([
    ["sip:+861055550100@10.0.0.1:5070;transport=tcp", { user: "+861055550100", host: "10.0.0.1", port: 5070 }],
    ["SIPS:Example.COM", { scheme: "sips", user: "", host: "example.com" }],
    ["sip:a%20b:secret@[2001:db8::1]:5060?subject=x", { user: "a b", host: "[2001:db8::1]", port: 5060 }],
    ["tel:+86-138-0013-8001;phone-context=x", { scheme: "tel", user: "+86-138-0013-8001", host: "" }],
  ])("reads %s", (text, parts) => {
    expect(parseUri(text)).toMatchObject({ ...parts, raw: text });
  });

  it("keeps the escapes of control characters, so that none goes further", () => {
    expect(["sip:%00@a", "sip:1%0a2@a", "sip:a%20%7F@a"].map((text) => parseUri(text)?.user)).toEqual(["%00", "1%0a2", "a %7F"]);
  });

  it("takes a question mark in the user part, and one that begins headers", () => {
    expect(parseUri("sip:a?b=c@host;lr")).toMatchObject({ user: "a?b=c", host: "host" });
    expect(parseUri("sip:a@host?subject=x")).toMatchObject({ user: "a", host: "host" });
  });

  it.each([
    "",
    "sip:",
    "sip:a@",
    "sip:a@b:0",
    "sip:a b@c",
    "http://a",
    "tel:",
    "tel:somebody",
    "sip:%ff@a",
    "sip:a@-[",
    `sip:${"x".repeat(3000)}@a`,
  ])("refuses %s", (text) => {
    expect(parseUri(text)).toBeUndefined();
  });

  it("escapes what a user may have pasted as a number", () => {
    expect(escapeUser("138 0013@8001#")).toBe("138%200013%408001%23");
  });

  it("writes a display name that the reader gives back", () => {
    const written = formatNameAddr("sip:1@a", 'Say "hi" \\ ok');
    expect(parseNameAddr(written)).toMatchObject({ display: 'Say "hi" \\ ok', uri: { user: "1" } });
  });

  it("drops empty list elements", () => {
    expect(splitList(" a, ,b,")).toEqual(["a", "b"]);
  });
});

describe("Reason", () => {
  it("prefers the cause of the telephone network", () => {
    const reason = parseReason(['SIP;cause=480;text="x"', 'Q.850;cause=17;text="user busy"']);
    expect(reason).toEqual({ protocol: "Q.850", cause: 17, text: "user busy" });
    expect(formatReason(reason!)).toBe('Q.850;cause=17;text="user busy"');
  });

  it("is absent when there is no cause", () => {
    expect(parseReason([])).toBeUndefined();
    expect(parseReason(["Q.850", "Q.850;cause=many"])).toBeUndefined();
  });
});
