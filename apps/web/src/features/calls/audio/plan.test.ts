import type { Consultation, Contact } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { aConsultation, aContact, aPart } from "../contact.factory.ts";
import { audioPlan, retryDelay } from "./plan.ts";

describe("whose sound this tab carries", () => {
  it("is none when another tab owns the audio or no call is there", () => {
    expect(audioPlan([aContact()], "other", "tab")).toBeNull();
    expect(audioPlan([aContact()], null, "tab")).toBeNull();
    expect(audioPlan([], "tab", "tab")).toBeNull();
  });

  it("connects while the call rings, without sending anything of the microphone", () => {
    expect(audioPlan([aContact({ state: "ringing" })], "tab", "tab")).toMatchObject({ speak: false, ringing: true });
  });

  it("lets the microphone be heard only while talking unmuted", () => {
    expect(audioPlan([aContact()], "tab", "tab")?.speak).toBe(true);
    expect(audioPlan([aContact({ part: aPart({ muted: true }) })], "tab", "tab")?.speak).toBe(false);
    expect(audioPlan([aContact({ state: "held" })], "tab", "tab")?.speak).toBe(false);
  });

  it("lets it be heard in a consultation by whoever is talked with", () => {
    const speak = (state: Contact["state"], moment: Consultation["state"], role: "agent" | "consulted" = "agent") => {
      const contact = aContact({ state, consultations: [aConsultation({ state: moment })], part: aPart({ role }) });
      return audioPlan([contact], "tab", "tab")?.speak;
    };
    expect([speak("held", "ringing"), speak("held", "with_colleague"), speak("held", "with_colleague", "consulted")]).toEqual([
      false,
      true,
      true,
    ]);
    expect([speak("talking", "with_customer"), speak("talking", "with_customer", "consulted")]).toEqual([true, false]);
    expect([speak("left", "without_customer"), speak("left", "without_customer", "consulted")]).toEqual([true, true]);
    expect(speak("held", "ended")).toBe(false);
  });

  it("connects to a call out before it is answered, so that ringback is heard", () => {
    expect(audioPlan([aContact({ direction: "outbound", state: "dialing" })], "tab", "tab")).toMatchObject({
      speak: false,
      ringing: false,
    });
  });

  it("prefers the call that is being talked on", () => {
    const calls = [aContact({ id: "b", state: "ringing" }), aContact({ id: "a", state: "held" })];
    expect(audioPlan(calls, "tab", "tab")?.callId).toBe("a");
  });
});

it("waits a little longer before each new attempt, at most five seconds", () => {
  expect([1, 2, 3, 10].map(retryDelay)).toEqual([250, 500, 1_000, 5_000]);
});
