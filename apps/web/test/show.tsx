import type { Language, Me } from "@cloverdesk/contracts";
import type { ReactNode } from "react";
import { createMemoryRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { render } from "vitest-browser-react";
import { loadAntdTexts } from "../src/app/antd-texts.ts";
import { Providers } from "../src/app/Providers.tsx";
import { useSession } from "../src/shared/api/index.ts";
import { loadTexts, showLanguage } from "../src/shared/i18n/index.ts";
import { aMe } from "./person.ts";

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
