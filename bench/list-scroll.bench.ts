// Scrolling through a list of 10,000 tickets in Chromium, by wheel: how long the page's own work holds up the screen at most, while rows are still being
// loaded and afterwards. Tasks over 50 ms are what browsers report (Long Tasks API); shorter ones nobody feels.
import path from "node:path";
import { startFakeVoice } from "@cloverdesk/testing";
import { chromium, type Page } from "@playwright/test";
import { TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { findChromium } from "../scripts/browser.mjs";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { median, spreadOf, told } from "./figures/spread.ts";
import { startApi } from "./product/programs.ts";
import { loadTickets } from "./tickets.load.ts";

const ROWS = size("ROWS", 10_000);
const PASSES = size("PASSES", 5);
const BAR_MS = 200;
const ROW_PX = 36;
/** A quick turn of the wheel. */
const TURN_PX = 1_200;

/** In the page: keeps the length of every long task. As text, for this program has no page's types. */
const WATCH = `window.longTasks = []; new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((each) => each.duration))).observe({ type: "longtask" })`;
/** In the page: where the box stands once the turn of the wheel is on the screen. */
const standOf = (box: string): string => `(async () => {
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  const { scrollTop: top, clientHeight, scrollHeight: height } = document.querySelector("${box}");
  return { top, height, atEnd: top + clientHeight >= height - 1, drawn: document.querySelectorAll("${box} [role=row]").length };
})()`;
interface Stand {
  top: number;
  height: number;
  atEnd: boolean;
  drawn: number;
}

const { ops } = await loadTickets(ROWS);
const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret, { WEB_ROOT: path.resolve(import.meta.dirname, "../apps/web/dist") });
const { executablePath, env } = await findChromium();
const args = ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(WATCH);

/** The longest task since the last time, in ms; 0 when none was longer than 50 ms. */
const longest = async (on: Page): Promise<number> => Math.max(0, ...(await on.evaluate<number[]>("window.longTasks.splice(0)")));

/** Turns the wheel over a box until it is at its end, or back at its beginning; answers the longest task and the most rows drawn. */
async function scrollThrough(on: Page, box: string, to: "end" | "beginning"): Promise<{ task: number; drawn: number; height: number }> {
  await on.locator(box).hover();
  let drawn = 0;
  for (;;) {
    await on.mouse.wheel(0, to === "end" ? TURN_PX : -TURN_PX);
    const stand = await on.evaluate<Stand>(standOf(box));
    drawn = Math.max(drawn, stand.drawn);
    if (to === "end" ? stand.atEnd : stand.top === 0) return { task: await longest(on), drawn, height: stand.height };
  }
}

await page.goto(`${api.base}/login?lang=en`);
await page.getByRole("textbox", { name: "Login name" }).fill(ops.loginName);
await page.getByRole("textbox", { name: "Password" }).fill(TEST_PASSWORD);
await page.getByRole("button", { name: "Sign in" }).click();
await page.waitForURL((url) => url.pathname !== "/login");
await page.goto(`${api.base}/tickets/all`);
await page.getByRole("row").nth(5).waitFor();
await longest(page);

const GRID = "[role=grid]";
let [loading, drawn, height] = [0, 0, 0];
while (height < ROWS * ROW_PX) {
  const pass = await scrollThrough(page, GRID, "end");
  [loading, drawn, height] = [Math.max(loading, pass.task), Math.max(drawn, pass.drawn), pass.height];
}
const turn = (pass: number) => (pass % 2 === 0 ? "beginning" : "end");
const passes: number[] = [];
for (let pass = 0; pass < PASSES; pass++) passes.push((await scrollThrough(page, GRID, turn(pass))).task);

const plain = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const lines = Array.from({ length: ROWS }, (_, n) => `<p style="height:${ROW_PX}px;margin:0">${n}</p>`).join("");
await plain.setContent(`<div id="box" style="height:800px;overflow:auto">${lines}</div>`);
await plain.evaluate(WATCH);
await scrollThrough(plain, "#box", "end");
const floor: number[] = [];
for (let pass = 0; pass < PASSES; pass++) floor.push((await scrollThrough(plain, "#box", turn(pass))).task);

const figure = median(passes);
tell({
  bench: "list-scroll",
  what: `longest task while scrolling ${ROWS.toLocaleString("en")} tickets from end to end by wheel, median of ${PASSES} times`,
  bar: `≤ ${BAR_MS} ms`,
  figure: `${told(figure)} ms; while the rows are being loaded ${told(loading)} ms`,
  floor: `${told(median(floor))} ms`,
  floorIs: "as many lines of plain text, all of them drawn, scrolled by the browser alone; 0 = none over 50 ms",
  ratio: figure === 0 ? "" : `+ ${told(figure - median(floor))} ms`,
  held: Math.max(figure, loading) <= BAR_MS,
  notes: [`at most ${drawn} rows are drawn at once`, `each pass: ${passes.map(told).join(", ")} ms`],
  data: { rows: ROWS, passes, loading, floor, spread: spreadOf(passes), drawn },
});

await browser.close();
await api.stop();
await voice.close();
