import type { Page } from "@playwright/test";
import { expect, type OwnBin, rows, test } from "./harness/test.ts";

/** The walks run without motion, which costs them time and proves nothing there. Here it is looked at. */

type Moved = { role: string; ms: number };

/** The bin with a capture that was chosen. Notes from then on everything that moves, and for how long. */
async function openWatched(page: Page, bin: OwnBin): Promise<() => Promise<Moved[]>> {
  await bin.send("/first");
  await bin.open();
  await rows(page).click();
  await page.evaluate(() => {
    const moved: Moved[] = [];
    Reflect.set(window, "__moved", moved);
    const note = ({ target }: Event) => {
      if (!(target instanceof Element)) return;
      const role = target.closest("[role=menu], [role=dialog], [role=option]")?.getAttribute("role") ?? "";
      for (const { effect } of target.getAnimations())
        moved.push({ role, ms: Number(effect?.getComputedTiming().activeDuration ?? 0) });
    };
    for (const kind of ["transitionrun", "animationstart"]) document.addEventListener(kind, note, true);
  });
  return () => page.evaluate(() => Reflect.get(window, "__moved") as Moved[]);
}

/** A row comes, a menu opens and closes, a window opens and closes. */
async function walk(page: Page, bin: OwnBin): Promise<void> {
  await bin.send("/second");
  await expect(rows(page, /second/)).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await expect(window.getByLabel("Target URL")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(window).toHaveCount(0);
}

test("a new row, a menu and a window come in by moving", async ({ page, bin }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const moved = await openWatched(page, bin);
  await walk(page, bin);
  for (const role of ["option", "menu", "dialog"])
    await expect
      .poll(async () => Math.max(0, ...(await moved()).filter((one) => one.role === role).map(({ ms }) => ms)), role)
      .toBeGreaterThan(50);
});

test("where less motion is wished for, nothing moves", async ({ page, bin }) => {
  const moved = await openWatched(page, bin);
  await walk(page, bin);
  expect((await moved()).filter(({ ms }) => ms > 1)).toEqual([]);
});
