import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reasonOf } from "./jobs.presenter.ts";
import { shownText, shownValues } from "./shown-values.ts";

describe("values of a payload", () => {
  it("shows ids, moments, kinds and short numbers, by their path", () => {
    const linkId = randomUUID();
    const payload = {
      linkId,
      seq: "90071992547409930",
      rows: [
        { at: "2026-03-02T10:00:00.000Z", kind: "call.ended" },
        { done: true, n: 12 },
      ],
    };
    expect(shownValues(payload)).toEqual([
      { name: "linkId", value: linkId, masked: false },
      { name: "seq", value: "90071992547409930", masked: false },
      { name: "rows.0.at", value: "2026-03-02T10:00:00.000Z", masked: false },
      { name: "rows.0.kind", value: "call.ended", masked: false },
      { name: "rows.1.done", value: "true", masked: false },
      { name: "rows.1.n", value: "12", masked: false },
    ]);
    expect(shownValues({})).toEqual([]);
  });

  it.each([
    { to: "lin@example.test" },
    { who: "林晓雨" },
    { value: "+8613800138000" },
    { value: "01055550100" },
    { value: 13_800_138_000 },
    { token: randomUUID() },
    { smtpPassword: "a.b" },
    { customer: { name: "call.ended" } },
    { login: "zhangsan" },
  ])("masks %j", (payload) => {
    const shown = shownValues(payload);
    expect(shown).toMatchObject([{ value: "•••", masked: true }]);
    expect(shown).toHaveLength(1);
  });
});

describe("the reason", () => {
  it("is in words for errors of the product and of the network, and else the error's text", () => {
    expect(reasonOf("jobs.worker_lost")).toMatchObject({ code: "jobs.worker_lost", detail: null });
    expect(reasonOf("exports.permission_lost: The permission was taken away")).toMatchObject({
      code: "exports.permission_lost",
      detail: null,
    });
    expect(reasonOf("connect ECONNREFUSED 127.0.0.1:25")).toMatchObject({
      code: "jobs.unreachable",
      detail: "connect ECONNREFUSED 127.0.0.1:25",
    });
    expect(reasonOf("write ENOSPC")).toMatchObject({ code: "jobs.disk_full" });
    expect(reasonOf("no.such: thing")).toMatchObject({ code: "jobs.other", detail: "no.such: thing" });
    expect(reasonOf(null)).toMatchObject({ code: "jobs.other", detail: null });
  });

  it("names no mail address, number or password", () => {
    expect(shownText("550 mailbox lin@example.test is full")).toBe("550 mailbox ••• is full");
    expect(shownText("cannot call +86 138-0013-8000 now")).toBe("cannot call ••• now");
    expect(shownText("no answer of smtp://lin:secret@mail.test:25")).toBe("no answer of smtp://•••@mail.test:25");
  });
});
