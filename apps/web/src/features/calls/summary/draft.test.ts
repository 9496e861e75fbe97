import type { Summary, SummaryFields } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { type Draft, type DraftEvent, draftStep, localCopy } from "./draft.ts";

const empty: SummaryFields = { categoryId: null, issue: "", solution: "", result: null, custom: {} };
const summary = (version: number, fields: Partial<SummaryFields> = {}, given: Partial<Summary> = {}): Summary => ({
  callId: "c",
  version,
  state: "draft",
  fields: { ...empty, ...fields },
  updatedAt: null,
  savedAt: null,
  by: null,
  ...given,
});
const run = (...events: DraftEvent[]): Draft => {
  const draft = events.reduce<Draft | null>((d, e) => draftStep(d, e), null);
  if (!draft) throw new Error("nothing loaded");
  return draft;
};
const loaded = (version = 1, fields: Partial<SummaryFields> = {}): DraftEvent => ({
  kind: "loaded",
  summary: summary(version, fields),
  local: null,
});

describe("a summary's draft", () => {
  it("stays dirty when something was typed while the save was on its way", () => {
    const draft = run(
      loaded(),
      { kind: "typed", fields: { issue: "late" } },
      { kind: "sending" },
      { kind: "typed", fields: { issue: "late parcel" } },
      { kind: "kept", summary: summary(2, { issue: "late" }), at: 5 },
    );
    expect(draft).toMatchObject({ dirty: true, base: 2, fields: { issue: "late parcel" } });
  });

  it("is clean once what is on the screen has arrived", () => {
    const draft = run(
      loaded(),
      { kind: "typed", fields: { issue: "late" } },
      { kind: "sending" },
      { kind: "kept", summary: summary(2, { issue: "late" }), at: 5 },
    );
    expect(draft).toMatchObject({ dirty: false, base: 2, keptAt: 5, failed: false });
  });

  it("ignores the echo of its own save and takes over what another tab wrote when nothing is typed here", () => {
    const typing = run(loaded(), { kind: "typed", fields: { issue: "mine" } }, { kind: "sending" });
    expect(draftStep(typing, { kind: "pushed", summary: summary(2, { issue: "mine" }) })).toBe(typing);
    const idle = run(loaded(), { kind: "pushed", summary: summary(2, { issue: "theirs" }) });
    expect(idle.fields.issue).toBe("theirs");
  });

  it("shows theirs after a conflict and keeps mine until the person decides", () => {
    const draft = run(
      loaded(),
      { kind: "typed", fields: { issue: "mine" } },
      { kind: "conflict", theirs: summary(4, { issue: "theirs" }) },
    );
    expect(draft).toMatchObject({ fields: { issue: "theirs" }, mine: { issue: "mine" }, base: 4, dirty: false });
    expect(draftStep(draft, { kind: "use-mine" })).toMatchObject({ fields: { issue: "mine" }, mine: null, dirty: true });
  });

  it("asks again after a reload what was not decided, and forgets mine once theirs was chosen", () => {
    const draft = run(
      loaded(),
      { kind: "typed", fields: { issue: "mine" } },
      { kind: "conflict", theirs: summary(4, { issue: "theirs" }) },
    );
    const reloaded = draftStep(null, { kind: "loaded", summary: summary(4, { issue: "theirs" }), local: localCopy(draft) });
    expect(reloaded).toMatchObject({ dirty: false, fields: { issue: "theirs" }, mine: { issue: "mine" } });
    expect(localCopy(draftStep(draft, { kind: "use-theirs" }))).toBeNull();
    expect(localCopy(draftStep(draft, { kind: "use-mine" }))).toMatchObject({ base: 4, fields: { issue: "mine" } });
  });

  it("brings back what did not reach the server before a reload", () => {
    const local = { base: 3, fields: { ...empty, issue: "typed offline" } };
    expect(draftStep(null, { kind: "loaded", summary: summary(3), local })).toMatchObject({
      dirty: true,
      fields: { issue: "typed offline" },
    });
    expect(draftStep(null, { kind: "loaded", summary: summary(4, { issue: "newer" }), local })).toMatchObject({
      dirty: false,
      fields: { issue: "newer" },
      mine: { issue: "typed offline" },
    });
  });

  it("never loses text to a refetch", () => {
    const draft = run(loaded(), { kind: "typed", fields: { issue: "mine" } }, loaded(2, { issue: "refetched" }));
    expect(draft.fields.issue).toBe("mine");
  });
});
