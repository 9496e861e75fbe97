import { connectionPushes, type PushEnvelope } from "@cloverdesk/contracts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deliver, isEnvelope, onPush } from "./pushes.ts";

const { voice } = connectionPushes;
const envelope = (more: Partial<PushEnvelope> = {}): PushEnvelope => ({
  name: voice.name,
  v: 1,
  stream: "all",
  seq: 1,
  at: "2026-01-05T08:00:00.000Z",
  data: { up: false },
  ...more,
});
const stops: (() => void)[] = [];
const listen = (handle: (data: { up: boolean }) => void) => stops.push(onPush(voice, handle));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

describe("a push", () => {
  it("reaches everybody who listens to its kind, until they stop", () => {
    const [one, other] = [vi.fn(), vi.fn()];
    listen(one);
    listen(other);
    expect(deliver(envelope())).toBe(true);
    stops.pop()?.();
    expect(deliver(envelope({ seq: 2 }))).toBe(true);
    expect(deliver(envelope({ name: "voice.other", seq: 3 }))).toBe(true);
    expect([one.mock.calls, other.mock.calls]).toEqual([[[{ up: false }], [{ up: false }]], [[{ up: false }]]]);
  });

  it("that one listener cannot take reaches the others, and counts as missed", () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const other = vi.fn();
    listen(() => {
      throw new TypeError("no such field");
    });
    listen(other);
    expect(deliver(envelope())).toBe(false);
    expect(other).toHaveBeenCalledOnce();
    expect(warned).toHaveBeenCalledOnce();
  });

  it("of another version, or what is none, is not understood", () => {
    expect(isEnvelope(envelope())).toBe(true);
    for (const raw of [{ ...envelope(), v: 2 }, {}, null, "push"]) expect(isEnvelope(raw), JSON.stringify(raw)).toBe(false);
  });
});
