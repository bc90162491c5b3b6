import type { Page } from "@playwright/test";

/**
 * What is wrong with the layout of the page as it stands, one sentence each: what sticks out sideways, what is cut without saying so,
 * controls that lie under something else. (How large they are, axe says.)
 */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems = new Set<string>();
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) problems.add(`the page scrolls sideways beyond ${width}`);

    const name = (element: Element) => {
      const label = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
      return `${element.tagName.toLowerCase()} "${label}"`;
    };
    const isCovered = (style: CSSStyleDeclaration) => style.clipPath !== "none" || style.clip.startsWith("rect(0");
    const isForReadersOnly = (element: Element) => element.closest(".sr-only") !== null;
    const isSeen = (element: Element) => {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      const { width: wide, height: high } = element.getBoundingClientRect();
      return wide > 1 && high > 1;
    };
    /** The part of an element that no box around it cuts off. */
    const shownBox = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      let scrolls = false;
      for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        if (overflowX === "auto" || overflowX === "scroll") scrolls ||= at.scrollWidth > at.clientWidth;
        if (overflowX !== "visible") {
          left = Math.max(left, box.left);
          right = Math.min(right, box.right);
        }
        if (overflowY !== "visible") {
          top = Math.max(top, box.top);
          bottom = Math.min(bottom, box.bottom);
        }
      }
      return { left, top, right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight), scrolls };
    };

    const window = [...document.querySelectorAll("[role=dialog], [role=alertdialog], [role=menu]")].at(-1);
    const root = window ?? document.body;
    for (const element of root.querySelectorAll("*")) {
      if (element.closest("svg, [aria-hidden=true], nextjs-portal") || !isSeen(element)) continue;
      const style = getComputedStyle(element);
      if (isCovered(style) || isForReadersOnly(element)) continue;
      const box = element.getBoundingClientRect();
      const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (ownText) {
        const shown = shownBox(element);
        if (shown.right <= shown.left || shown.bottom <= shown.top) continue;
        if (!shown.scrolls && box.right > shown.right + 1.5 && style.textOverflow !== "ellipsis") {
          const saysSo = (at: Element | null): boolean =>
            at !== null && (getComputedStyle(at).textOverflow === "ellipsis" || saysSo(at.parentElement));
          if (!saysSo(element)) problems.add(`${name(element)} is cut on its right`);
        }
      }
    }
    for (const control of root.querySelectorAll(
      "button, a[href], input, select, textarea, [role=option], [role=tab]",
    )) {
      if (!isSeen(control) || isCovered(getComputedStyle(control)) || control.closest("[aria-hidden=true]")) continue;
      const { left, top, right, bottom } = shownBox(control);
      const box = control.getBoundingClientRect();
      const isWhole = right - left >= box.width - 1 && bottom - top >= box.height - 1;
      if (!isWhole) continue;
      if (control.matches(":disabled, [data-disabled]")) continue;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (hit && !control.contains(hit) && !hit.contains(control) && !hit.closest("label, [data-sonner-toaster]")) {
        problems.add(`${name(control)} lies under ${name(hit)}`);
      }
    }
    return [...problems];
  });
}
