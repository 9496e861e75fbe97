import { describe, expect, test } from "vitest";
import { crowdedFolders, findingsIn } from "./house-rules.mjs";

const namesOf = (file: string, text: string): string[] => findingsIn(file, text).map(({ rule }: { rule: { name: string } }) => rule.name);

describe("house rules", () => {
  test.each([
    ["environment-in-env-files", "apps/api/src/app.ts", "const port = process.env.PORT;"],
    ["sql-in-repos", "apps/api/src/modules/calls/commands/end-call.ts", "await db.$queryRaw`SELECT 1`;"],
    ["events-by-record", "apps/api/src/modules/calls/call.repo.ts", "  INSERT INTO event (name, at)"],
    ["events-by-record", "prisma/seed/calls.ts", "await db.event.createMany({ data });"],
    ["media-engine-chosen-in-voice-main", "apps/voice/src/session.ts", 'import { createEmbeddedEngine } from "@cloverdesk/media";'],
    ["words-in-i18n", "apps/web/src/features/calls/Bar.tsx", "<Button>接听</Button>"],
    ["names-in-both-languages", "apps/web/src/features/calls/Bar.tsx", "      allowClear"],
    ["names-in-both-languages", "apps/web/src/features/calls/Bar.tsx", "    <InputNumber value={value} />"],
    ["formats-are-kept", "apps/web/src/features/calls/Bar.tsx", '  const day = at.toLocaleDateString("zh-CN");'],
    ["personal-is-forgotten", "apps/web/src/shared/api/session.ts", "  queryClient.clear();"],
    ["inputs-from-kernel", "packages/contracts/src/calls/endpoints.ts", "    body: z.object({ note: z.string() }),"],
    ["inputs-from-kernel", "packages/contracts/src/calls/endpoints.ts", "    query: z.object({ since: z.coerce.date() }),"],
    ["inputs-from-kernel", "packages/contracts/src/calls/endpoints.ts", "    body: z.object({ version: z.number().int() }),"],
    ["inputs-from-kernel", "packages/contracts/src/tickets/fields/shapes.ts", "  name: z.string().trim().max(60),"],
    ["inputs-from-kernel", "packages/contracts/src/tickets/fields/shapes.ts", "    .string()"],
    ["inputs-from-kernel", "packages/contracts/src/tickets/fields/shapes.ts", "  from: z.iso.date().optional(),"],
    ["sql-reads-own-tables", "apps/api/src/modules/calls/records.repo.ts", "  SELECT 1 FROM call c JOIN ticket t ON t.call_id = c.id"],
    ["sql-writes-own-tables", "apps/api/src/modules/tickets/work/ticket.repo.ts", "  UPDATE customer SET name = ''"],
    ["sql-writes-own-tables", "apps/api/src/modules/tickets/work/ticket.repo.ts", "  DELETE FROM person"],
    ["sql-writes-own-tables", "apps/api/src/modules/tickets/work/ticket.repo.ts", "  UPDATE person_ref SET status = 'disabled'"],
    ["sql-reads-own-tables", "apps/api/src/modules/tickets/work/ticket.repo.ts", "  LEFT JOIN person p ON p.id = t.handler_id"],
    ["models-on-own-tables", "apps/api/src/modules/calls/records.repo.ts", "  reader.person.findMany({})"],
    ["models-on-own-tables", "apps/api/src/modules/calls/records.repo.ts", "const rows = await reader.ticket.findMany();"],
    ["paths-with-extension", "apps/web/src/app/a.ts", 'import { b } from "./b";'],
    ["no-unfinished-work", "apps/api/src/app.ts", "// TODO later"],
    ["no-catch-all-rooms", "apps/api/src/utils/dates.ts", "export {};"],
  ])("%s fires in %s", (rule, file, line) => {
    expect(namesOf(file, `export {};\n${line}\n`)).toEqual([rule]);
  });

  test.each([
    ["apps/api/src/env.ts", "export const read = (source = process.env) => source;"],
    ["apps/api/src/app.itest.ts", "const url = process.env.TEST_DATABASE_URL;"],
    ["apps/web/src/features/calls/Bar.btest.tsx", 'page.getByRole("button", { name: "接听" });'],
    ["apps/api/src/modules/calls/call.repo.ts", "await db.$queryRaw`SELECT 1`;"],
    ["apps/api/src/platform/db/transaction.ts", "  INSERT INTO event (name, at)"],
    ["apps/voice/src/main.ts", 'import { createEmbeddedEngine } from "@cloverdesk/media";'],
    ["apps/web/src/shared/i18n/zh.ts", 'export const answer = "接听";'],
    ["apps/web/src/features/calls/Bar.tsx", "// 接听 is what the button says"],
    ["apps/web/src/shared/api/errors.ts", '  zh: "连不上服务器", en: "The server cannot be reached",'],
    ["apps/web/src/app/a.ts", 'import { b } from "./b.ts";'],
    ["apps/api/src/modules/calls/records.repo.ts", "  SELECT 1 FROM call c JOIN ticket_ref t ON t.call_id = c.id"],
    ["apps/api/src/modules/identity/person.repo.ts", "  SELECT 1 FROM person"],
    ["apps/api/src/modules/tickets/work/ticket.repo.ts", "  LEFT JOIN person_ref p ON p.id = t.handler_id"],
    ["apps/api/src/modules/tickets/work/detail.repo.ts", "  SELECT 1 FROM event"],
    ["packages/contracts/src/calls/shapes.ts", "  agentName: z.string().nullable(),"],
    ["packages/contracts/src/calls/endpoints.ts", "    output: z.object({ answer: z.string() }),"],
    ["packages/contracts/src/calls/endpoints.ts", "    query: z.object({ limit: queryCount.max(200) }),"],
    ["packages/contracts/src/kernel/text.ts", "export const line = checked(z.string().trim());"],
    ["packages/contracts/src/voice/shapes.ts", "  digit: z.string().length(1),"],
  ])("nothing to say about %s: %s", (file, line) => {
    expect(namesOf(file, line)).toEqual([]);
  });

  test("a folder with more than forty source files is crowded, tests aside", () => {
    const files = (count: number, ending: string) => Array.from({ length: count }, (_, n) => `apps/web/src/features/calls/f${n}${ending}`);
    expect(crowdedFolders([...files(40, ".ts"), ...files(40, ".test.ts")])).toEqual([]);
    expect(crowdedFolders(files(41, ".tsx"))).toEqual([
      expect.stringContaining("apps/web/src/features/calls no-crowded-folders: 41 files"),
    ]);
  });

  test("a finding names its line", () => {
    const [finding] = findingsIn("apps/api/src/app.ts", "\n\nprocess.env.PORT\n");
    expect(finding.line).toBe(3);
  });
});
