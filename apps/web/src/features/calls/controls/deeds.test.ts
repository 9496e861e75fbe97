import { beforeEach, describe, expect, it, vi } from "vitest";
import { hold, resume } from "../api/commands.ts";
import { aContact } from "../contact.factory.ts";
import { perform, underWay, useUnderWay } from "./deeds.ts";

vi.mock("../api/commands.ts", () => ({ hold: vi.fn(), resume: vi.fn(), mute: vi.fn(), hangUp: vi.fn() }));
vi.mock("../consult/api.ts", () => ({ swap: vi.fn(), goBack: vi.fn(), complete: vi.fn() }));
vi.mock("../audio/session.ts", () => ({ muteLocally: vi.fn() }));

const { can } = aContact();
const talking = aContact({ can: { ...can, hold: true, resume: false } });
const held = aContact({ state: "held", can: { ...can, hold: false, resume: true } });

beforeEach(() => vi.resetAllMocks());

/** Holding stays under way until what this gives is called. */
function pendingHold(): () => void {
  let answered = () => {};
  vi.mocked(hold).mockReturnValue(new Promise((resolve) => (answered = resolve)));
  return () => answered();
}

describe("a control whose answer is awaited", () => {
  it("does nothing twice", async () => {
    const answered = pendingHold();
    const first = perform(talking, "hold");
    await perform(talking, "hold");
    expect(hold).toHaveBeenCalledTimes(1);
    answered();
    await first;
    expect(useUnderWay.getState().names).toEqual(new Set());
  });

  it("can be undone as soon as its push shows it, though its answer has not come", async () => {
    const answered = pendingHold();
    const first = perform(talking, "hold");
    expect(useUnderWay.getState().names).not.toContain(underWay(held, "hold"));
    await perform(held, "hold");
    expect(resume).toHaveBeenCalledTimes(1);
    answered();
    await first;
  });

  it("is free again when the server refused", async () => {
    vi.mocked(hold).mockRejectedValue(new Error("refused"));
    await expect(perform(talking, "hold")).rejects.toThrow("refused");
    expect(useUnderWay.getState().names).toEqual(new Set());
  });
});
