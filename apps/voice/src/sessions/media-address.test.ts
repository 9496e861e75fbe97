import { describe, expect, it, vi } from "vitest";
import { mediaAddress } from "./media-address.ts";

describe("the address of a media host", () => {
  it("is itself when it is one", async () => {
    expect(await mediaAddress("203.0.113.7", "10.0.0.1")).toBe("203.0.113.7");
  });

  it.each([
    ["10.0.0.1", 4],
    ["2001:db8::1", 6],
  ])("is asked for in the family of %s", async (ours, family) => {
    const resolve = vi.fn(async () => ({ address: "found", family }));
    expect(await mediaAddress("media.example", ours, resolve as never)).toBe("found");
    expect(resolve).toHaveBeenCalledWith("media.example", { family });
  });

  it("is given up when the name service does not answer", async () => {
    vi.useFakeTimers();
    const answer = mediaAddress("media.example", "10.0.0.1", (() => new Promise(() => {})) as never).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await answer).toBe("no answer for the media host media.example");
    vi.useRealTimers();
  });
});
