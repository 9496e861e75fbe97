import { expect, it, vi } from "vitest";

vi.stubGlobal("BroadcastChannel", class {});
const { ApiError } = await import("../../../shared/api/index.ts");
const { isGone } = await import("./gone.ts");

it("takes away what is shown only when it is gone, or out of reach", () => {
  const failures = [new ApiError("tickets.not_found", 404), new ApiError("auth.forbidden", 403)];
  expect(failures.map(isGone)).toEqual([true, true]);
  expect([new ApiError("server.failed", 500), new ApiError("page.offline", 0), null].map(isGone)).toEqual([false, false, false]);
});
