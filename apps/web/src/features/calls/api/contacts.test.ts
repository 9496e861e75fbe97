import { describe, expect, it } from "vitest";
import { aContact } from "../contact.factory.ts";
import { type Contacts, findContact, withContact } from "./contacts.ts";

const none: Contacts = { inService: [], ended: [] };

describe("the contacts on the workbench", () => {
  it("takes in a call that is offered to me and moves it when it ends", () => {
    const ringing = withContact(none, aContact({ id: "a", state: "ringing" }), "me");
    expect(ringing.inService).toHaveLength(1);
    const ended = withContact(ringing, aContact({ id: "a", version: 2, state: "ended", endedAt: "2026-01-05T08:05:00.000Z" }), "me");
    expect(ended.inService).toHaveLength(0);
    expect(ended.ended.map((c) => c.id)).toEqual(["a"]);
  });

  it("takes away a call that went to somebody else or back to the queue", () => {
    const mine = withContact(none, aContact({ id: "a", state: "ringing" }), "me");
    expect(withContact(mine, aContact({ id: "a", version: 2, agent: null, state: "queued" }), "me").inService).toEqual([]);
    expect(withContact(mine, aContact({ id: "a", version: 2, agent: { id: "other", name: "O" } }), "me").inService).toEqual([]);
  });

  it("drops news older than what is at hand", () => {
    const mine = withContact(none, aContact({ id: "a", version: 5, muted: true }), "me");
    expect(findContact(withContact(mine, aContact({ id: "a", version: 4 }), "me"), "a")?.muted).toBe(true);
  });

  it("shows what ended last first", () => {
    const early = aContact({ id: "early", state: "ended", endedAt: "2026-01-05T08:01:00.000Z" });
    const late = aContact({ id: "late", state: "ended", endedAt: "2026-01-05T09:01:00.000Z" });
    expect(withContact(withContact(none, late, "me"), early, "me").ended.map((c) => c.id)).toEqual(["late", "early"]);
  });
});
