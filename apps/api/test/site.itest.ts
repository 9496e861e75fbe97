import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { allEndpoints } from "@cloverdesk/contracts";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_PASSWORD } from "../src/modules/identity/identity.factory.ts";
import type { OpenApiDocument } from "../src/platform/http/openapi-document.ts";
import { type Harness, startHarness } from "./harness.ts";

describe("the site around the api", () => {
  let house: Harness;
  let webRoot: string;
  beforeAll(async () => {
    webRoot = await mkdtemp(path.join(tmpdir(), "web-"));
    await writeFile(path.join(webRoot, "index.html"), "<!doctype html><title>Cloverdesk</title>");
    house = await startHarness({ voiceUp: false, env: { WEB_ROOT: webRoot } });
  });
  afterAll(async () => {
    await house.stop();
    await rm(webRoot, { recursive: true, force: true });
  });
  const get = (at: string, init?: RequestInit) => fetch(new URL(at, house.base), init);

  it("describes every endpoint in valid OpenAPI 3.1", async () => {
    const document = (await (await get("/api/openapi.json")).json()) as OpenApiDocument;
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    const described = Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(described.sort()).toEqual(allEndpoints.map((endpoint) => endpoint.id).sort());
  });

  it("says of every operation what it takes, answers and refuses", async () => {
    const document = (await (await get("/api/openapi.json")).json()) as OpenApiDocument;
    const update = document.paths["/api/customers/{customerId}"]?.patch as Record<string, never>;
    expect(update).toMatchObject({
      operationId: "customers.update",
      description: "Needs the permission `customers.edit`.",
      parameters: [{ name: "customerId", in: "path", required: true, schema: { format: "uuid" } }],
      requestBody: { content: { "application/json": { schema: { required: ["version"] } } } },
      responses: { "200": {}, "401": {}, "403": {}, "404": {}, "409": { description: expect.stringContaining("customers.conflict") } },
    });
    const list = document.paths["/api/calls"]?.get as { parameters: { name: string; required: boolean }[] };
    expect(list.parameters.find((parameter) => parameter.name === "limit")).toMatchObject({ in: "query", required: false });
    expect(document.paths["/api/auth/sign-in"]?.post).toMatchObject({ security: [] });
    expect(document.paths["/api/calls/{callId}/recording"]?.get).toMatchObject({ responses: { "206": { content: { "audio/wav": {} } } } });
  });

  it("shows the API to people without a word from elsewhere", async () => {
    const page = await (await get("/api/docs")).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(file).toMatch(/^\/api\/docs\//);
      expect((await get(file)).status, file).toBe(200);
    }
    expect(page, "no inline script, which the content policy would stop").not.toMatch(/<script(?! src)/);
    expect((await get("/api/docs/package.json")).status).toBe(404);
    expect((await get("/api/docs/..%2fpackage.json")).status).toBe(404);
  });

  it("sends security headers with pages and answers", async () => {
    for (const at of ["/", "/workbench", "/api/docs", "/api/me", "/healthz"]) {
      const { headers } = await get(at);
      expect(headers.get("content-security-policy"), at).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy"), at).toContain("script-src 'self';");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("permissions-policy")).toContain("microphone=(self)");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("strict-transport-security"), "only over TLS").toBeNull();
    }
  });

  it("answers a page for every page address and a problem for unknown api addresses", async () => {
    expect(await (await get("/settings/anything")).text()).toContain("Cloverdesk");
    const missing = await get("/api/no-such-thing", { headers: { "accept-language": "en" } });
    expect(missing.status).toBe(404);
    expect(missing.headers.get("content-type")).toContain("application/problem+json");
    expect(await missing.json()).toMatchObject({ code: "request.not_found", status: 404, requestId: missing.headers.get("x-request-id") });
  });

  it("shows its state to its own machine and network alone, however a front spells the address", async () => {
    for (const at of ["/metrics", "/readyz", "/metrics/", "/Metrics", "/readyz/", "/%72eadyz", "//metrics"]) {
      for (const header of ["x-forwarded-for", "forwarded"]) {
        const answer = await fetch(house.base + at, { headers: { [header]: header === "forwarded" ? "for=192.0.2.1" : "192.0.2.1" } });
        expect(await answer.text(), `${at} with ${header}`).not.toMatch(/nodejs_|"database"/);
      }
    }
    expect((await get("/metrics", { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(404);
    expect((await get("/readyz")).status).toBe(200);
    expect(await (await get("/metrics")).text()).toContain("cloverdesk_voice_up");
    expect((await get("/healthz", { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(200);
  });

  it("tells bad JSON and bodies that are too large in its own words", async () => {
    const post = (body: string) => get("/api/auth/sign-in", { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(await (await post("{no json")).json()).toMatchObject({ status: 400, code: "request.invalid" });
    expect(await (await post(JSON.stringify({ loginName: "x".repeat(300_000) }))).json()).toMatchObject({ status: 413 });
    expect(await (await post("[]")).json()).toMatchObject({ status: 400, code: "request.invalid" });
  });
});

describe("over TLS", () => {
  it("promises never to be reached otherwise, and keeps its cookies to it", async () => {
    const house = await startHarness({ voiceUp: false, env: { APP_URL: "https://desk.example.test" } });
    try {
      expect((await fetch(`${house.base}/healthz`)).headers.get("strict-transport-security")).toContain("max-age=");
      const { person } = await house.signInNew();
      const answer = await fetch(`${house.base}/api/auth/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ loginName: person.loginName, password: TEST_PASSWORD }),
      });
      for (const cookie of answer.headers.getSetCookie()) expect(cookie).toContain("; Secure");
    } finally {
      await house.stop();
    }
  });
});
