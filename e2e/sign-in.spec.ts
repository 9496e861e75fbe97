import { expect, test } from "@playwright/test";
import { signIn, signInByHand } from "./support/agent.ts";

test("a wrong password is told in words, the right one leads to the workbench", async ({ page }) => {
  await page.goto("/login?lang=en");
  await page.getByRole("textbox", { name: "Login name" }).fill("agent8@demo.test");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong-password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The login name or password is wrong")).toBeVisible();
  await signInByHand(page, "agent8");
});

test("the interface is Chinese for a Chinese browser and switches to English", async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await page.goto("/login?lang=en");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a page that needs a sign-in leads there and back", async ({ page }) => {
  await page.goto("/calls?lang=en");
  await expect(page).toHaveURL(/\/login/);
});

test("a reload keeps the person signed in; signing out ends it", async ({ page }) => {
  await signIn(page, "agent7");
  await page.reload();
  await expect(page).toHaveURL(/\/workbench/);
});
