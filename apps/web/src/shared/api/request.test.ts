import { callEndpoints, customerEndpoints } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { errorText, toApiError } from "./errors.ts";
import { urlOf } from "./request.ts";

describe("the address of a request", () => {
  it("fills in and escapes parameters", () => {
    expect(urlOf(customerEndpoints.get, { params: { customerId: "a/b" } })).toBe("/api/customers/a%2Fb");
  });

  it("leaves empty filters out and keeps a leading plus of a number", () => {
    const query = { mine: "true", hotline: "+861055550100", number: "", agentId: undefined };
    expect(urlOf(callEndpoints.list, { query })).toBe("/api/calls?mine=true&hotline=%2B861055550100");
  });
});

describe("an error answer", () => {
  it("carries its code, fields and words in both languages", async () => {
    const error = await toApiError(429, { code: "auth.locked", retryAfter: 30, fields: {} });
    expect(error.retryAfter).toBe(30);
    expect(errorText(error, "zh")).toContain("尝试次数过多");
    expect(errorText(error, "en")).toContain("Too many attempts");
  });

  it("has words even when a proxy answers with a page of its own", async () => {
    expect((await toApiError(502, "<html>")).code).toBe("server.unavailable");
    expect((await toApiError(418, undefined)).code).toBe("page.unknown");
    expect(errorText(new Error("x"), "en")).toContain("unexpected");
  });

  it("of a newer server than the page is told in the server's words", async () => {
    const error = await toApiError(409, { code: "calls.of_tomorrow", title: "Somebody else has taken the call." });
    expect(errorText(error, "en")).toBe("Somebody else has taken the call.");
  });
});
