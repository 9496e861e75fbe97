import jwt from "jsonwebtoken";
import { describe, expect, it } from "vitest";
import { ACCESS_TOKEN_MS, issueAccessToken, readAccessToken } from "./access-token.ts";
import { codeHash, linkAddress, linkSecrets, sameHash } from "./one-time-link.ts";
import { hashOf, readRefreshToken, refreshToken } from "./refresh-token.ts";

const SECRET = "a-secret-of-an-installation";
const AT = new Date("2026-03-02T02:00:00.123Z");
const CLAIMS = { personId: "6f2d4c4e-9d5a-4f0e-8a71-0c2b6a0f1e11", sessionId: "6f2d4c4e-9d5a-4f0e-8a71-0c2b6a0f1e22", issuedAt: AT };
const later = (ms: number): Date => new Date(AT.getTime() + ms);

describe("an access token", () => {
  const token = issueAccessToken(SECRET, "api", CLAIMS);

  it("is read back to the millisecond until it expires", () => {
    expect(readAccessToken(SECRET, "api", token, AT)).toEqual(CLAIMS);
    expect(readAccessToken(SECRET, "api", token, later(ACCESS_TOKEN_MS - 1))).toEqual(CLAIMS);
    expect(readAccessToken(SECRET, "api", token, later(ACCESS_TOKEN_MS))).toBeNull();
  });

  it("opens only what it was issued for, by whoever knows the secret, in one algorithm", () => {
    expect(readAccessToken(SECRET, "media", token, AT)).toBeNull();
    expect(readAccessToken("another-secret", "api", token, AT)).toBeNull();
    const claims = jwt.decode(token) as jwt.JwtPayload;
    expect(readAccessToken(SECRET, "api", jwt.sign(claims, SECRET, { algorithm: "HS512" }), AT)).toBeNull();
    expect(readAccessToken(SECRET, "api", "", AT)).toBeNull();
  });
});

describe("a refresh token", () => {
  const token = refreshToken(SECRET, CLAIMS.sessionId, 7);

  it("tells its session and rotation only when it is ours", () => {
    expect(readRefreshToken(SECRET, token)).toEqual({ sessionId: CLAIMS.sessionId, rotation: 7 });
    expect(readRefreshToken("another-secret", token)).toBeNull();
    expect(readRefreshToken(SECRET, token.replace(".7.", ".8."))).toBeNull();
    expect(readRefreshToken(SECRET, `${token}x`)).toBeNull();
    expect(readRefreshToken(SECRET, "")).toBeNull();
  });

  it("has the same successor whoever asks, and one that its holder cannot guess", () => {
    expect(refreshToken(SECRET, CLAIMS.sessionId, 8)).toBe(refreshToken(SECRET, CLAIMS.sessionId, 8));
    expect(refreshToken(SECRET, CLAIMS.sessionId, 8)).not.toBe(token);
    expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a one-time link", () => {
  it("has a token and a code of six digits that follow from its id", () => {
    const secrets = linkSecrets(SECRET, CLAIMS.sessionId);
    expect(secrets).toEqual(linkSecrets(SECRET, CLAIMS.sessionId));
    expect(secrets.code).toMatch(/^\d{6}$/);
    expect(linkSecrets("another-secret", CLAIMS.sessionId)).not.toEqual(secrets);
    expect(linkAddress("https://desk.example.test/", secrets.token)).toBe(
      `https://desk.example.test/reset-password?token=${secrets.token}`,
    );
  });

  it("has a code that is worth nothing under another name", () => {
    const hash = codeHash(SECRET, "a@example.test", "012345");
    expect(sameHash(hash, codeHash(SECRET, "a@example.test", "012345"))).toBe(true);
    expect(sameHash(hash, codeHash(SECRET, "b@example.test", "012345"))).toBe(false);
    expect(sameHash(hash, "")).toBe(false);
  });
});
