import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

const SECRET = randomBytes(32).toString("hex");

describe("the environment of voice", () => {
  it("needs nothing but the secret of the link", () => {
    expect(readEnv({ VOICE_LINK_SECRET: SECRET })).toMatchObject({
      SIP_HOST: "127.0.0.1",
      SIP_PORT: 5060,
      RTP_PORTS: { from: 20_000, to: 29_999 },
      VOICE_LINK_PORT: 3100,
      SIP_ACL: "127.0.0.0/8",
      MEDIA_ENGINE: "embedded",
    });
  });

  it.each([
    ["SIP_PORT", { SIP_PORT: "sixty" }],
    ["SIP_HOST", { SIP_HOST: "localhost" }],
    ["RTP_PORTS", { RTP_PORTS: "20000" }],
    ["RTP_PORTS", { RTP_PORTS: "20009-20000" }],
    ["MEDIA_ENGINE", { MEDIA_ENGINE: "tape" }],
    ["SIP_TLS_CERT", { SIP_TLS_KEY: "key.pem" }],
    ["SIP_ADVERTISED_HOST", { SIP_HOST: "0.0.0.0" }],
    ["VOICE_LINK_SECRET", { VOICE_LINK_SECRET: "short" }],
  ])("names %s when it is not right", (name, source) => {
    expect(() => readEnv({ VOICE_LINK_SECRET: SECRET, ...source })).toThrow(`${name}:`);
  });

  it("takes a weak secret of the link in the demo alone", () => {
    const weak = "four-by-four";
    expect(() => readEnv({ VOICE_LINK_SECRET: weak })).toThrow(/VOICE_LINK_SECRET: it is too short: at least 32 characters/);
    expect(readEnv({ VOICE_LINK_SECRET: weak, DEMO: "on" })).toMatchObject({ VOICE_LINK_SECRET: weak });
  });
});
