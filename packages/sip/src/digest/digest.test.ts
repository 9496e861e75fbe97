import { describe, expect, it } from "vitest";
import { createFakeClock } from "../../test/fake-clock.ts";
import { request, responseOf } from "../../test/messages.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { parseMessage } from "../message/parse.ts";
import { parseDigest } from "./challenge.ts";
import { answerChallenge } from "./client.ts";
import { computeDigest } from "./compute.ts";
import { createDigestServer } from "./server.ts";

function read<T>(text: string): T {
  const result = parseMessage(Buffer.from(text));
  if (!result.ok) throw new Error(result.problem);
  return result.message as T;
}
const challenged = (status: number, headers: Record<string, string>) => read<SipResponse>(responseOf(request(), status, { headers }));
const credentials = { username: "trunk", password: "open sesame" };

describe("the digest", () => {
  const input = {
    username: "Mufasa",
    realm: "http-auth@example.org",
    password: "Circle of Life",
    method: "GET",
    uri: "/dir/index.html",
    nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    qop: { nc: "00000001", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" },
    session: false,
  } as const;

  it("agrees with the examples of RFC 7616 §3.9.1", () => {
    expect(computeDigest({ ...input, algorithm: "MD5" })).toBe("8ca523f5e9506fed4657c9700eebdbec");
    expect(computeDigest({ ...input, algorithm: "SHA-256" })).toBe("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  });

  it("agrees with the example of RFC 2069 as corrected, without quality of protection", () => {
    const old = {
      ...input,
      realm: "testrealm@host.com",
      password: "CircleOfLife",
      nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
      qop: undefined,
    };
    expect(computeDigest({ ...old, algorithm: "MD5" })).toBe("1949323746fe6a43ef61f9606e7febea");
  });
});

describe("answering a challenge", () => {
  it("chooses the strongest algorithm that it knows", () => {
    const response = challenged(401, { "WWW-Authenticate": 'Digest realm="a", nonce="n", qop="auth"' });
    response.headers.append("www-authenticate", [
      'Digest realm="a", nonce="n", algorithm=SHA-256, qop="auth"',
      'Digest realm="a", nonce="n", algorithm=TIGER',
    ]);
    const answer = answerChallenge(response, credentials, "INVITE", "sip:a", 0);
    expect(answer?.name).toBe("authorization");
    expect(parseDigest(answer!.value)?.get("algorithm")).toBe("SHA-256");
  });

  it("answers a proxy in the proxy's header", () => {
    const response = challenged(407, { "Proxy-Authenticate": 'Digest realm="a", nonce="n", opaque="o"' });
    const answer = answerChallenge(response, credentials, "INVITE", "sip:a", 0);
    expect(answer?.name).toBe("proxy-authorization");
    expect(parseDigest(answer!.value)?.get("opaque")).toBe("o");
  });

  it("tries a second time only for a stale nonce, and never a third", () => {
    const wrong = challenged(401, { "WWW-Authenticate": 'Digest realm="a", nonce="n"' });
    const stale = challenged(401, { "WWW-Authenticate": 'Digest realm="a", nonce="n", stale=TRUE' });
    expect(answerChallenge(wrong, credentials, "INVITE", "sip:a", 1)).toBeUndefined();
    expect(answerChallenge(stale, credentials, "INVITE", "sip:a", 1)).toBeDefined();
    expect(answerChallenge(stale, credentials, "INVITE", "sip:a", 2)).toBeUndefined();
  });

  it("has nothing to say without credentials, to other schemes, or to auth-int alone", () => {
    const digest = challenged(401, { "WWW-Authenticate": 'Digest realm="a", nonce="n"' });
    const basic = challenged(401, { "WWW-Authenticate": 'Basic realm="a"' });
    const integrity = challenged(401, { "WWW-Authenticate": 'Digest realm="a", nonce="n", qop="auth-int"' });
    expect(answerChallenge(digest, undefined, "INVITE", "sip:a", 0)).toBeUndefined();
    expect(answerChallenge(basic, credentials, "INVITE", "sip:a", 0)).toBeUndefined();
    expect(answerChallenge(integrity, credentials, "INVITE", "sip:a", 0)).toBeUndefined();
  });
});

describe("asking for credentials", () => {
  const uri = "sip:+861055550100@10.0.0.1";
  const setUp = (passwordOf = (user: string) => (user === "trunk" ? "open sesame" : undefined)) => {
    const clock = createFakeClock();
    return { clock, check: createDigestServer({ realm: "carrier", passwordOf, status: 407 }, clock) };
  };
  const challenge = (verdict: ReturnType<ReturnType<typeof createDigestServer>>) => {
    if (verdict.ok) throw new Error("no challenge");
    const response = challenged(verdict.status, {});
    response.headers.set(verdict.header, verdict.challenges);
    return response;
  };
  const retry = (response: SipResponse, who = credentials) => {
    const invite = read<SipRequest>(request());
    const answer = answerChallenge(response, who, "INVITE", uri, 0)!;
    invite.headers.set(answer.name, answer.value);
    return invite;
  };

  it("lets in who answers right", () => {
    const { check } = setUp();
    expect(check(retry(challenge(check(read(request())))))).toEqual({ ok: true, username: "trunk" });
  });

  it.each([
    ["a wrong password", { username: "trunk", password: "guess" }],
    ["an unknown user", { username: "nobody", password: "open sesame" }],
    ["an unknown user with an empty password", { username: "nobody", password: "" }],
  ])("turns away %s", (_what, who) => {
    const { check } = setUp();
    expect(check(retry(challenge(check(read(request()))), who)).ok).toBe(false);
  });

  it("calls an old nonce stale, and a forged one simply wrong", async () => {
    const { clock, check } = setUp();
    const first = challenge(check(read(request())));
    await clock.advance(301_000);
    const late = challenge(check(retry(first)));
    expect(late.headers.get("proxy-authenticate")).toContain("stale=true");
    const forged = retry(first);
    forged.headers.set("proxy-authorization", forged.headers.get("proxy-authorization")!.replace(/nonce="[^"]*"/, 'nonce="zz.00"'));
    expect(challenge(check(forged)).headers.get("proxy-authenticate")).not.toContain("stale");
  });
});
