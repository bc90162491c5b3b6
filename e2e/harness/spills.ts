import type { Page } from "@playwright/test";

/** Where the layout gave way, as sentences: the page scrolls sideways, a row outgrew its slot, something sticks out of its pane. */
export function spills(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push("the page is too wide");
    const name = (element: Element) =>
      `${element.getAttribute("role") ?? element.tagName} ${element.getAttribute("aria-label") ?? ""}`.trim();
    /** It, or what is around it, cuts or scrolls what sticks out. */
    const isContained = (pane: Element): boolean =>
      getComputedStyle(pane).overflowX !== "visible" ||
      (pane.parentElement !== null && !pane.matches("main, [role=dialog]") && isContained(pane.parentElement));
    const rows = [...document.querySelectorAll<HTMLElement>("[aria-label=Captures] [role=option]")];
    for (const row of rows) {
      const { top, bottom } = row.getBoundingClientRect();
      // On a phone one pane covers the other.
      if (top === bottom) continue;
      const slot = Number.parseFloat(row.style.height);
      const sticksOut = [...row.querySelectorAll(":scope > div")].some((line) => {
        const box = line.getBoundingClientRect();
        return box.top < top - 1 || box.bottom > bottom + 1;
      });
      if (Math.abs(bottom - top - slot) > 0.5 || sticksOut) found.push(`${row.id} outgrew its slot of ${slot}`);
    }
    for (const pane of document.querySelectorAll(
      "main, main > *, article, [role=tabpanel], [role=dialog], [role=dialog] > *, section, li",
    )) {
      if (pane.matches("[role=separator], .sr-only") || pane.clientWidth === 0 || isContained(pane)) continue;
      if (pane.scrollWidth > pane.clientWidth + 1) found.push(`${name(pane)} is too narrow for what is in it`);
    }
    return found;
  });
}
