import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const docs = path.resolve(import.meta.dirname, "../docs");
const decisions = readdirSync(path.join(docs, "decisions")).sort();

it("every decision is listed, and has a number of its own", () => {
  const listed = readFileSync(path.join(docs, "README.md"), "utf8").matchAll(/\(decisions\/([^)]+)\)/g);
  expect([...listed].map(([, file]) => file)).toEqual(decisions);
  expect(new Set(decisions.map((file) => file.slice(0, 3))).size).toBe(decisions.length);
});
