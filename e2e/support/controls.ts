import type { Page } from "@playwright/test";

/**
 * Buttons, tabs and menu items on the page that do nothing when they are pressed, and links that lead nowhere. Whether somebody listens is read from
 * what React keeps of an element: its own handler, that of what has no other control in it, or the form that it submits.
 */
export async function deadControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CONTROLS = "button, a, [role=button], [role=tab], [role=menuitem], [role=switch], [role=link]";
    const given = (element: Element): Record<string, unknown> => {
      const key = Object.keys(element).find((name) => name.startsWith("__reactProps$"));
      return key ? ((element as unknown as Record<string, Record<string, unknown>>)[key] ?? {}) : {};
    };
    const hears = (element: Element): boolean =>
      Object.entries(given(element)).some(
        ([name, value]) => /^on(Click|MouseDown|PointerDown|KeyDown)/.test(name) && typeof value === "function",
      );
    const isHeard = (control: Element): boolean => {
      for (let at: Element | null = control; at && (at === control || at.querySelectorAll(CONTROLS).length === 1); at = at.parentElement)
        if (hears(at)) return true;
      return false;
    };
    const submits = (control: Element): boolean =>
      control instanceof HTMLButtonElement && control.type === "submit" && control.form !== null && "onSubmit" in given(control.form);
    const leads = (control: Element): boolean => {
      const href = control instanceof HTMLAnchorElement ? control.getAttribute("href") : null;
      return href?.startsWith("#") ? document.getElementById(href.slice(1)) !== null : Boolean(href);
    };
    const controls = [...document.querySelectorAll(CONTROLS)].filter((control) => !control.matches(":disabled, [aria-disabled=true]"));
    if (!controls.some(hears)) throw new Error("React keeps its handlers elsewhere now: this check sees nothing");
    return controls
      .filter((control) => !isHeard(control) && !submits(control) && !leads(control))
      .map((control) => `${control.getAttribute("aria-label") ?? control.textContent?.trim()} (${control.outerHTML.slice(0, 120)})`);
  });
}
