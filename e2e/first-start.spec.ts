import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { button } from "./support/agent.ts";

/** A product without the demo, started as `npm start` starts it, in a folder and on ports of its own. */
let product: { said: () => string; stop(): Promise<void> };
const folder = mkdtempSync(path.resolve(import.meta.dirname, "../.data/first-start-"));

async function startProduct(changes: Record<string, string> = {}): Promise<typeof product> {
  const [port, sipPort] = [await freePort(), await freePort()];
  const env = { ...process.env, DEMO: "off", DATA_DIR: folder, PORT: String(port), SIP_PORT: String(sipPort), ...changes };
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: path.resolve(import.meta.dirname, ".."), env });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await expect.poll(() => /ready in|not right|this database/.test(text) || hasEnded(child), { timeout: 90_000 }).toBe(true);
  return {
    said: () => text,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

test.afterEach(() => product.stop());
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an empty installation is set up with the address that the start prints, once, and never becomes a demo", async ({ page }) => {
  test.setTimeout(240_000);
  product = await startProduct();
  const [address = ""] = product.said().match(/http:\S+\/set-up#\S+/) ?? [];
  expect(address).not.toBe("");
  expect(product.said()).not.toContain("demo.test");

  // Without the code the page asks for it, and whoever guesses is refused.
  await page.goto(new URL("/", address).href);
  await expect(page.getByRole("heading", { name: "初始化四叶草客服工作台" })).toBeVisible();
  await expect(page.getByText("演示", { exact: true })).toHaveCount(0);
  await button(page, "完成初始化").click();
  await expect(page.getByText("请填写。").first()).toBeVisible();
  await page.getByRole("textbox", { name: "初始化码" }).fill("a guess that is long enough");
  await fill(page, "密码可真长-58Harbour");
  await button(page, "完成初始化").click();
  await expect(page.getByText("初始化码不对。", { exact: true })).toBeVisible();

  // What was typed stays when the address is opened in the same tab.
  await page.goto(address);
  await expect(page.getByRole("textbox", { name: "企业名称" })).toHaveValue("蓝壶客服中心");
  await expect(page.getByRole("textbox", { name: "初始化码" })).toHaveCount(0);
  await page.getByLabel("新密码").fill("Quiet-Harbour-58");
  await button(page, "完成初始化").click();
  await expect(page.getByText("初始化完成，你是管理员。")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();

  // The address is worth nothing any more.
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "登录四叶草客服工作台" })).toBeVisible();
  await page.getByRole("textbox", { name: "登录名" }).fill("zhou@example.test");
  await page.getByLabel("密码", { exact: true }).fill("Quiet-Harbour-58");
  await page.getByRole("button", { name: /^登\s?录$/ }).click();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await product.stop();

  product = await startProduct({ DEMO: "on" });
  expect(product.said()).toContain("this database belongs to a real enterprise");
  await product.stop();
  product = await startProduct();
  expect(product.said()).toContain("ready in");
  expect(product.said()).not.toContain("/set-up#");
});

async function fill(page: import("@playwright/test").Page, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "企业名称" }).fill("蓝壶客服中心");
  await page.getByRole("textbox", { name: "登录名" }).fill("zhou@example.test");
  await page.getByRole("textbox", { name: "真实姓名" }).fill("周知行");
  await page.getByLabel("新密码").fill(password);
}
