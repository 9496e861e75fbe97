import { afterEach, expect } from "vitest";
import { forgetApi } from "./api.ts";
import { clearPage } from "./show.tsx";

afterEach(async () => {
  await clearPage();
  expect(forgetApi(), "requests that the test did not expect").toEqual([]);
});
