import { afterEach, beforeAll, expect } from "vitest";
import { queryClient } from "../src/shared/api/index.ts";
import { startI18n } from "../src/shared/i18n/index.ts";
import { startAppearance } from "../src/shared/ui/index.ts";
import "../src/shared/ui/base.css";
import { forgetApi, standInForApi } from "./api.ts";

beforeAll(async () => {
  standInForApi();
  startAppearance();
  await startI18n();
});

afterEach(() => {
  queryClient.clear();
  localStorage.clear();
  sessionStorage.clear();
  expect(forgetApi(), "requests that the test did not expect").toEqual([]);
});
