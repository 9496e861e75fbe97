import type { FailedJob, Language } from "@cloverdesk/contracts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { texts as enTexts } from "../../shared/i18n/en/index.ts";
import { settings as en } from "../../shared/i18n/en/settings.ts";
import { texts as zhTexts } from "../../shared/i18n/zh/index.ts";
import { settings as zh } from "../../shared/i18n/zh/settings.ts";
import { failedJobsQuery, jobPayloadQuery } from "./api.ts";
import { FailedJobs } from "./FailedJobs.tsx";
import { JobPayload } from "./JobPayload.tsx";
import { RetryAllButton } from "./RetryAllButton.tsx";

// Rendered on Node: the appearance of the pages asks the browser for its colours when it is loaded.
vi.hoisted(() => vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {} })));

beforeAll(async () => {
  const resources = { en: { translation: { ...enTexts, settings: en } }, zh: { translation: { ...zhTexts, settings: zh } } };
  await i18next.use(initReactI18next).init({ lng: "en", resources, interpolation: { escapeValue: false } });
});

const job = (more: Partial<FailedJob> = {}): FailedJob => ({
  id: "00000000-0000-4000-8000-000000000001",
  kind: { name: "identity.mail-link", title: { zh: "发送设置密码的邮件", en: "Mail a link for setting a password" } },
  subject: "林晓雨",
  reason: {
    code: "jobs.unreachable",
    title: { zh: "连接不上对方服务器", en: "The other server could not be reached" },
    detail: "ECONNREFUSED",
  },
  attempts: 8,
  failedAt: "2026-03-02T02:00:00.000Z",
  can: { retry: true },
  ...more,
});

/** What is on the page, as text, with the server's answer in the cache. */
function shown(element: ReactElement, answer: { jobs?: FailedJob[]; total?: number; next?: string } = {}, values?: object[]): string {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { jobs, total = jobs?.length ?? 0, next = null } = answer;
  if (jobs) client.setQueryData(failedJobsQuery.queryKey, { pages: [{ items: jobs, total, nextCursor: next }], pageParams: [undefined] });
  if (values) client.setQueryData(jobPayloadQuery(job().id).queryKey, { values } as never);
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, element));
}
const text = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const speak = (language: Language) => i18next.changeLanguage(language);

describe("the page of failed jobs", () => {
  it("shows kind, purpose, reason, attempts and what can be done, in both languages", async () => {
    await speak("en");
    const english = text(shown(createElement(FailedJobs), { jobs: [job()] }));
    for (const part of ["Mail a link", "林晓雨", "could not be reached", "ECONNREFUSED", " 8 ", "Try again", "Discard", "1 of 1"])
      expect(english).toContain(part);
    await speak("zh");
    const chinese = text(shown(createElement(FailedJobs), { jobs: [job()] }));
    for (const part of ["发送设置密码的邮件", "连接不上对方服务器", "重试", "放弃", "已显示 1 / 1"]) expect(chinese).toContain(part);
  });

  it("offers no second try for a job that this version cannot run", async () => {
    await speak("en");
    const page = text(shown(createElement(FailedJobs), { jobs: [job({ can: { retry: false } })] }));
    expect(page).not.toContain("Try again");
    expect(page).toContain("Discard");
  });

  it("says that there is nothing, that it is loading, and that there is more", async () => {
    await speak("en");
    expect(text(shown(createElement(FailedJobs), { jobs: [] }))).toContain("No failed jobs");
    expect(shown(createElement(FailedJobs))).toContain('role="status"');
    const page = text(shown(createElement(FailedJobs), { jobs: [job()], total: 71, next: "1-1" }));
    expect(page).toContain("1 of 71");
    expect(page).toContain("Show more");
  });

  it("tries all again only when there is one", async () => {
    await speak("en");
    expect(shown(createElement(RetryAllButton), { jobs: [] })).toContain("disabled");
    expect(shown(createElement(RetryAllButton), { jobs: [job()] })).not.toContain("disabled");
  });

  it("shows what the job was given, and that something is masked", async () => {
    await speak("en");
    const values = [
      { name: "linkId", value: "00000000-0000-4000-8000-00000000000a", masked: false },
      { name: "to", value: "•••", masked: true },
    ];
    const page = shown(createElement(JobPayload, { job: job() }), {}, values);
    expect(text(page)).toContain("identity.mail-link");
    expect(text(page)).toContain("00000000-0000-4000-8000-00000000000a");
    expect(page).toContain("Personal or secret values are not shown");
  });
});
