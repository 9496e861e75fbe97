import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { button } from "./support/agent.ts";
import { pick } from "./support/pick.ts";

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
  await firstSteps(page);

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

const press = (where: Locator, name: string) => where.getByRole("button", { name, exact: true }).click();

/** The checklist up to the number, each step ticked off by what is there; the next one opens by itself. */
async function firstSteps(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "开通步骤" })).toBeVisible();
  const step = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: new RegExp(`^(已完成 ?)?${name}$`) }) });
  const done = (name: string) => expect(step(name).getByRole("img", { name: "已完成" })).toBeVisible();

  const people = step("添加同事");
  await people.getByRole("textbox", { name: "登录名" }).fill("wang@example.test");
  await people.getByRole("textbox", { name: "真实姓名" }).fill("王敏");
  await people.locator("form").getByRole("button", { name: "添加同事" }).click();
  await expect(people.getByText("已添加王敏。")).toBeVisible();
  await expect(people.getByText(/\/reset-password\?token=/)).toBeVisible();
  await done("添加同事");

  const group = step("建立技能组");
  await group.getByRole("textbox", { name: "名称（中文）" }).fill("客服一组");
  await pick(page, group.getByRole("combobox", { name: "成员" }), /^王敏/);
  await page.keyboard.press("Escape");
  await press(group, "添加技能组");
  await expect(group.getByText("客服一组 · 1 人")).toBeVisible();
  await done("建立技能组");

  const trunk = step("接入运营商");
  await trunk.getByRole("textbox", { name: "名称" }).fill("运营商");
  await trunk.getByRole("textbox", { name: "主机" }).fill("sip carrier");
  await press(trunk, "添加中继");
  await expect(trunk.getByRole("alert").first()).toBeVisible();
  await trunk.getByRole("textbox", { name: "主机" }).fill("192.0.2.20");
  await press(trunk, "添加中继");
  await expect(trunk.getByText("运营商 · 192.0.2.20:5060 · UDP")).toBeVisible();
  await done("接入运营商");

  const hotline = step("开通热线号码");
  await hotline.getByRole("textbox", { name: "号码" }).fill("010-5555-0120");
  await hotline.getByRole("textbox", { name: "名称（中文）" }).fill("客服热线");
  await pick(page, hotline.getByRole("combobox", { name: "中继", exact: true }), "运营商");
  await pick(page, hotline.getByRole("combobox", { name: "技能组" }), "客服一组");
  await press(hotline, "添加热线");
  await expect(hotline.getByText("客服热线 · +861055550120")).toBeVisible();
  await done("开通热线号码");
  await expect(step("拨打测试电话").getByText("以组内客服登录并上班")).toBeVisible();
}

async function fill(page: Page, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "企业名称" }).fill("蓝壶客服中心");
  await page.getByRole("textbox", { name: "登录名" }).fill("zhou@example.test");
  await page.getByRole("textbox", { name: "真实姓名" }).fill("周知行");
  await page.getByLabel("新密码").fill(password);
}
