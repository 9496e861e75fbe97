import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { lightened } from "../build/light-contracts.ts";

const light = (code: string): string => lightened(code, parseSync("contract.ts", code).program as never);
const flat = (code: string): string => light(code).replace(/\s+/g, " ");

describe("contracts in the built pages", () => {
  it("have of an endpoint where it is and whether it has a body", () => {
    const endpoint = `export const a = endpoint({
  id: "calls.hold",
  method: "POST",
  path: "/api/calls/:callId/hold",
  summary: "Put the customer on hold",
  permission: "calls.handle",
  params: z.object({ callId: id }),
  body: z.object({ a: z.string().min(1) }),
  output: contact,
  errors: ["calls.not_found"],
});`;
    expect(flat(endpoint)).toBe(
      'export const a = /* @__PURE__ */ (() => (endpoint({ id: "calls.hold", method: "POST", path: "/api/calls/:callId/hold", summary: undefined, permission: "calls.handle", params: undefined, body: true, output: undefined, errors: undefined, })))();',
    );
    expect(light(endpoint).split("\n"), "lines stay where they are").toHaveLength(endpoint.split("\n").length);
  });

  it("have of a push its name", () => {
    expect(flat('export const pushes = { changed: pushEvent("call.changed", contact.extend({ a: id })) } as const;')).toBe(
      'export const pushes = /* @__PURE__ */ (() => ({ changed: pushEvent("call.changed", undefined) } as const))();',
    );
  });

  it("have shapes that go when nobody uses them; functions and plain values are left as they are", () => {
    expect(flat("const count = z.number().int();")).toBe("const count = /* @__PURE__ */ (() => (z.number().int()))();");
    for (const code of [
      "export const f = (a: string) => z.string();",
      "export const LEASE_MS = 15_000;",
      "export function g() { return 1; }",
    ])
      expect(light(code)).toBe(code);
  });
});
