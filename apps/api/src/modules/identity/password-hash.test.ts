import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, passwordFits } from "./password-hash.ts";

describe("password hashes", () => {
  it("are argon2id with 19 MiB and two passes, salted", async () => {
    const [one, other] = [await hashPassword("Quiet-Harbour-58"), await hashPassword("Quiet-Harbour-58")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it("fit their password in any Unicode writing and no other", async () => {
    const stored = await hashPassword("café-１２３-long");
    expect(await passwordFits(stored, "cafe\u0301-123-long")).toBe(true);
    expect(await passwordFits(stored, "cafe-123-long")).toBe(false);
  });

  it("of nobody fit nothing, not even the decoy that is checked to take as long", async () => {
    expect(await passwordFits(undefined, "nobody has this password")).toBe(false);
    expect(await passwordFits(null, "nobody has this password")).toBe(false);
    expect(await passwordFits(await hash("", { memoryCost: 64, timeCost: 1 }), "")).toBe(true);
  });
});
