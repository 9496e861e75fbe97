import { describe, expect, it } from "vitest";
import { aContact, aPart } from "../contact.factory.ts";
import { type Contacts, findContact, withContact } from "./contacts.ts";

const none: Contacts = { inService: [], ended: [] };

describe("the contacts on the workbench", () => {
  it("takes in a call that is offered to me and moves it when it ends", () => {
    const ringing = withContact(none, aContact({ id: "a", state: "ringing" }));
    expect(ringing.inService).toHaveLength(1);
    const ended = withContact(ringing, aContact({ id: "a", version: 2, state: "ended", endedAt: "2026-01-05T08:05:00.000Z" }));
    expect(ended.inService).toHaveLength(0);
    expect(ended.ended.map((c) => c.id)).toEqual(["a"]);
  });

  it("takes away a call that only rang here, and went to somebody else or back to the queue", () => {
    const mine = withContact(none, aContact({ id: "a", state: "ringing", part: aPart({ state: "ringing" }) }));
    expect(mine.inService).toHaveLength(1);
    for (const outcome of ["missed", "withdrawn"] as const) {
      const gone = aContact({ id: "a", version: 2, state: "ended", part: aPart({ state: "ended", outcome }) });
      expect(withContact(mine, gone)).toEqual(none);
    }
  });

  it("drops news older than what is at hand", () => {
    const mine = withContact(none, aContact({ id: "a", version: 5, part: aPart({ muted: true }) }));
    expect(findContact(withContact(mine, aContact({ id: "a", version: 4 })), "a")?.part.muted).toBe(true);
  });

  it("shows what ended last first", () => {
    const early = aContact({ id: "early", state: "ended", endedAt: "2026-01-05T08:01:00.000Z" });
    const late = aContact({ id: "late", state: "ended", endedAt: "2026-01-05T09:01:00.000Z" });
    expect(withContact(withContact(none, late), early).ended.map((c) => c.id)).toEqual(["late", "early"]);
  });
});
