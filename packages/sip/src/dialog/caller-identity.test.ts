import { describe, expect, it } from "vitest";
import { callerIdentity } from "./caller-identity.ts";

const party = (number: string, display = "", host = "carrier.example") => ({ number, display, uri: `sip:${number}@${host}` });
const KNOWN = party("+8613800138000", "Wang");

describe("the caller as the callee may know them", () => {
  it.each([
    ["what the carrier vouches for", party("13800138000", "Wang"), KNOWN, undefined, "+8613800138000", "Wang"],
    ["From, when nobody vouches", KNOWN, undefined, undefined, "+8613800138000", "Wang"],
    ["the same when no privacy is asked for", KNOWN, undefined, "none", "+8613800138000", "Wang"],
    ["the same when only the session is to be kept private", KNOWN, undefined, "session;critical", "+8613800138000", "Wang"],
    ["nobody by Privacy: id", KNOWN, KNOWN, "id", "", ""],
    ["nobody by Privacy: user;critical", KNOWN, undefined, "user;critical", "", ""],
    ["nobody by Privacy: header; id, however it is written", KNOWN, KNOWN, "Header ; ID", "", ""],
    [
      "nobody by an anonymous From, though the carrier knows",
      party("anonymous", "Anonymous", "anonymous.invalid"),
      KNOWN,
      undefined,
      "",
      "",
    ],
    ["nobody by the host alone", party("x", "", "Anonymous.Invalid"), undefined, undefined, "", ""],
    ["nobody by other words for it", party("Restricted"), KNOWN, undefined, "", ""],
    ["the asserted number of a caller whose From is unknown", party("unknown"), KNOWN, undefined, "+8613800138000", ""],
    ["nobody where the network has no number", party("Unavailable"), undefined, undefined, "", ""],
    ["a name that is no number", party("alice", "Alice"), undefined, undefined, "alice", "Alice"],
  ])("is %s", (_, from, asserted, privacy, number, display) => {
    expect(callerIdentity(from, asserted, privacy)).toEqual({ number, display });
  });
});
