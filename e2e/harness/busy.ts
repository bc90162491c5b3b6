import { type Page, test } from "@playwright/test";

/** From now on, for how many milliseconds the page's own thread was busy at a stretch: meanwhile nothing scrolls and no key is heard. */
export async function busyFor(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const long = { longest: 0 };
    Reflect.set(window, "__long", long);
    const note = (entries: PerformanceObserverEntryList) => {
      for (const { duration } of entries.getEntries()) long.longest = Math.max(long.longest, duration);
    };
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
  return async () => {
    const longest: number = await page.evaluate(() => Reflect.get(Reflect.get(window, "__long"), "longest"));
    test.info().annotations.push({ type: "busy", description: `${longest} ms at most` });
    return longest;
  };
}
