import type { Page } from "@playwright/test";

interface News {
  title: string;
  body: string;
  open: boolean;
}
interface Away {
  news: News[];
  shown: Notification[];
  notes: number;
  broughtForward: number;
}
declare global {
  interface Window {
    away: Away;
  }
}

/**
 * Writes down what the page tells somebody who does not look at it: desktop notifications and notes of the ring. And the page believes to be in
 * the background: headless Chromium draws every page, so that none is ever hidden.
 */
export async function inBackground(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const away: Away = { news: [], shown: [], notes: 0, broughtForward: 0 };
    window.away = away;
    Object.defineProperty(document, "hidden", { get: () => true });
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    window.focus = () => {
      away.broughtForward++;
    };
    const Native = window.Notification;
    window.Notification = class extends Native {
      #line: News;
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        this.#line = { title, body: options?.body ?? "", open: true };
        away.news.push(this.#line);
        away.shown.push(this);
      }
      override close(): void {
        this.#line.open = false;
        super.close();
      }
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      away.notes++;
      start.call(this, when);
    };
  });
}

export const newsIn = (page: Page): Promise<News[]> => page.evaluate(() => window.away.news);
export const openNewsIn = async (page: Page): Promise<News[]> => (await newsIn(page)).filter(({ open }) => open);
export const notesRungIn = (page: Page): Promise<number> => page.evaluate(() => window.away.notes);

/** Clicks the latest notification; says how often the page has come to the front so far. */
export const clickNews = (page: Page): Promise<number> =>
  page.evaluate(() => {
    window.away.shown.at(-1)?.dispatchEvent(new Event("click"));
    return window.away.broughtForward;
  });
