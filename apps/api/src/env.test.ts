import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

const secret = () => randomBytes(32).toString("hex");
const given = (more: object = {}) => ({ DATABASE_URL: "postgresql://x/y", JWT_SECRET: secret(), VOICE_LINK_SECRET: secret(), ...more });

describe("the environment of the api", () => {
  it("needs the database and the secrets", () => {
    expect(readEnv(given())).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", DEMO: "off" });
    expect(() => readEnv({})).toThrow(/DATABASE_URL: .*\n.*JWT_SECRET: .*\n.*VOICE_LINK_SECRET:/);
  });

  it.each([
    ["JWT_SECRET", "only-sixteen-chr", "too short"],
    ["JWT_SECRET", "change-me-change-me-change-me-change-me", "an example"],
    ["VOICE_LINK_SECRET", "cloverdesk-dev", "too short"],
    ["VOICE_LINK_SECRET", "x".repeat(40), "repeats"],
  ])("refuses a weak %s in production and takes it in the demo: %s", (name, value, why) => {
    expect(() => readEnv(given({ [name]: value }))).toThrow(new RegExp(`${name}: .*${why}.*DATA_DIR/secrets`));
    expect(() => readEnv(given({ [name]: value }))).not.toThrow(value);
    expect(readEnv(given({ [name]: value, DEMO: "on" }))).toMatchObject({ [name]: value });
  });
});
