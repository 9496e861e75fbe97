import { describe, expect, it } from "vitest";
import { aContact, aPart } from "../contact.factory.ts";
import { type Contacts, findContact, openContact, withContact } from "./contacts.ts";

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

describe("the contact that is open", () => {
  const talking = aContact({ id: "a" });
  const ended = aContact({ id: "a", state: "ended", endedAt: "2026-01-05T08:05:00.000Z" });

  it("stays open from the call through its wrap-up, in whichever order the news of call and agent come", () => {
    const during = [
      openContact({ inService: [talking], ended: [] }, { state: "on_call", callId: "a" }),
      openContact({ inService: [], ended: [ended] }, { state: "on_call", callId: "a" }),
      openContact({ inService: [talking], ended: [] }, { state: "wrap_up", callId: "a" }),
      openContact({ inService: [], ended: [ended] }, { state: "wrap_up", callId: "a" }),
    ];
    expect(during.map((contact) => contact?.id)).toEqual(["a", "a", "a", "a"]);
  });

  it("is none when the wrap-up is over, while a call rings, and before anything is known of the agent", () => {
    expect(openContact({ inService: [], ended: [ended] }, { state: "ready", callId: null })).toBeUndefined();
    expect(
      openContact({ inService: [aContact({ state: "ringing" })], ended: [] }, { state: "ringing", callId: talking.id }),
    ).toBeUndefined();
    expect(openContact({ inService: [], ended: [ended] }, undefined)).toBeUndefined();
  });
});
