import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "../../../test/show.tsx";
import { useSize } from "../../shared/ui/index.ts";
import { RecentCalls } from "./RecentCalls.tsx";

function Area() {
  return <RecentCalls customerId={null} contact={undefined} size={useSize("assistant", 360, 300, 480)} narrow={false} />;
}

test("the earlier calls leave their room to the call when the page is zoomed to 200 %", async () => {
  await page.viewport(1440, 900);
  await show(<Area />, { language: "en" });
  await expect.element(page.getByRole("complementary", { name: "Earlier calls" })).toBeVisible();
  await page.viewport(720, 450);
  await expect.element(page.getByRole("complementary")).not.toBeInTheDocument();
  // Whoever asks for them has them.
  await page.getByRole("button", { name: "Earlier calls" }).click();
  await expect.element(page.getByRole("complementary")).toBeVisible();
});
