import { expect, it } from "vitest";
import { ApiError, isFinal } from "./errors.ts";

it("tells what is refused for good from what may succeed the next time", () => {
  expect(isFinal(new ApiError("tickets.text_too_short", 422))).toBe(true);
  expect(isFinal(new ApiError("request.invalid", 400))).toBe(true);
  expect(isFinal(new ApiError("tickets.not_found", 404))).toBe(true);
  expect(isFinal(new ApiError("server.failed", 500))).toBe(false);
  expect(isFinal(new ApiError("auth.locked", 429))).toBe(false);
  expect(isFinal(new TypeError("offline"))).toBe(false);
});
