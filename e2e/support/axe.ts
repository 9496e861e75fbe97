import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What keeps somebody from reading or working here: each serious fault once, with the first places where it is. Half-way through a fade every
 * colour is a mixture: the tests run without motion (playwright.config.ts).
 */
export async function barriers(page: Page): Promise<string[]> {
  // In the page itself (legacy mode): otherwise each look opens a second page for its result, which takes longer than the look. It cannot see
  // into frames of other origins; there are none.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 4).map(({ target, any }) => `${target.join(" ")}: ${any[0]?.message ?? ""}`);
      return `${id} (${help}), ${nodes.length} times\n${places.join("\n")}`;
    });
}
