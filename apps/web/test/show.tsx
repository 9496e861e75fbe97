import type { Language, Me } from "@cloverdesk/contracts";
import i18next from "i18next";
import type { ReactNode } from "react";
import { createMemoryRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { cleanup, render } from "vitest-browser-react/pure";
import { loadAntdTexts } from "../src/app/antd-texts.ts";
import { Providers } from "../src/app/Providers.tsx";
import { queryClient, useSession } from "../src/shared/api/index.ts";
import { loadTexts, showLanguage, startI18n } from "../src/shared/i18n/index.ts";
import { startAppearance } from "../src/shared/ui/index.ts";
import "../src/shared/ui/base.css";
import { standInForApi } from "./api.ts";
import { aMe } from "./person.ts";

let started: Promise<void> | undefined;
/** What main.tsx does before the first render, once: all files share one page. */
function start(): Promise<void> {
  if (!started) {
    standInForApi();
    startAppearance();
    started = startI18n();
  }
  return started;
}

interface Options {
  language?: Language;
  /** Who is signed in. */
  as?: Partial<Me>;
  /** The address of the page. */
  at?: string;
  /** The route's path, where the component reads parameters of the address. */
  path?: string;
  /** Words that its page loads. */
  texts?: Parameters<typeof loadTexts>;
}

/** Shows a component as it is on its page: theme, words and antd's texts, queries, router, somebody signed in. `address()` is where the page is now. */
export async function show(ui: ReactNode, { language = "en", as = {}, at = "/", path = "*", texts = [] }: Options = {}) {
  await start();
  await Promise.all([showLanguage(language), loadAntdTexts(language)]);
  await loadTexts(...texts);
  useSession.setState({ status: "in", session: { accessToken: "test", expiresAt: "2099-01-01T00:00:00.000Z", me: aMe(as) } });
  const router = createMemoryRouter([{ path, element: ui }], { initialEntries: [at] });
  const screen = await render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { ...screen, address: () => `${router.state.location.pathname}${router.state.location.search}` };
}

/** Takes everything away that was shown, and what the page kept of it. */
export async function clearPage(): Promise<void> {
  for (const close of document.querySelectorAll<HTMLElement>(`[aria-live] button[aria-label="${i18next.t("shell.close")}"]`)) close.click();
  await cleanup();
  queryClient.clear();
  localStorage.clear();
  sessionStorage.clear();
}
