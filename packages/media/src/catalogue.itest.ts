import { readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { spokenPrompts } from "./catalogue.ts";
import { createPromptStore } from "./engine/prompt-store.ts";
import { rms } from "./signal.ts";

const folder = fileURLToPath(new URL("../prompts", import.meta.url));

test("every prompt of the catalogue is there, can be played, and is heard", async () => {
  const store = createPromptStore(folder);
  for (const { id } of spokenPrompts()) {
    const samples = await store.load(id);
    expect(samples.length / 8000, id).toBeGreaterThan(0.2);
    expect(rms(samples), id).toBeGreaterThan(400);
  }
});

test("there are no files besides, and together they are small", async () => {
  const files = (
    await Promise.all(["zh", "en"].map(async (language) => (await readdir(`${folder}/${language}`)).map((name) => `${language}/${name}`)))
  ).flat();
  expect(files.toSorted()).toEqual(
    spokenPrompts()
      .map(({ id }) => `${id}.wav`)
      .toSorted(),
  );
  const sizes = await Promise.all(files.map(async (name) => (await stat(`${folder}/${name}`)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.5 * 1024 * 1024);
});
