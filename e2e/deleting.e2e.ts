import { expect, rows, test } from "./harness/test.ts";

test("under a filter, the one that is deleted next is the one next in the list", async ({ page, bin }) => {
  for (const path of ["/keep/1", "/drop/2", "/keep/3", "/drop/4"]) await bin.send(path);
  await bin.open();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("path:/drop");
  await expect(rows(page)).toHaveCount(2);
  await rows(page, /\/drop\/4/).click();
  await page.keyboard.press("Delete");
  await expect(rows(page, /\/drop\/2/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Delete");
  await expect(rows(page)).toHaveCount(0);
  await page.goto("/");
  await expect.poll(async () => (await bin.api.captures()).captures.map(({ seq }) => seq)).toEqual([3, 1]);
});

test("what only the filter has found, far from the list's own rows, is deleted too", async ({ page, bin }) => {
  test.setTimeout(90_000);
  for (let i = 1; i <= 130; i += 1) await bin.send(i === 2 || i === 3 ? `/far/${i}` : `/near/${i}`);
  await bin.open();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("path:/far");
  await expect(rows(page)).toHaveCount(2);
  await rows(page, /\/far\/3/).click();
  await page.keyboard.press("Delete");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("article", { name: "Capture 3" })).toBeVisible();
});

test("as long as the way back is on screen, it leads back", async ({ page, bin }) => {
  await page.clock.install();
  await bin.send("/kept");
  await bin.open();
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.keyboard.press("Delete");
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.hover();
  await page.clock.fastForward(20_000);
  await undo.click();
  await expect(rows(page, /\/kept/)).toBeVisible();
  await expect(undo).toHaveCount(0);
  expect((await bin.api.captures()).total).toBe(1);
  await page.keyboard.press("Delete");
  await page.mouse.move(0, 0);
  await expect(undo).toBeVisible();
  await page.clock.fastForward(20_000);
  await expect(undo).toHaveCount(0);
  await expect.poll(async () => (await bin.api.captures()).total).toBe(0);
});

test("a capture that somebody else deletes is not shown any more, and steps go on from its place", async ({
  page,
  bin,
}) => {
  for (const path of ["/one", "/two", "/three", "/four"]) await bin.send(path);
  await bin.open();
  await rows(page, /\/two/).click();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await bin.api.call("/captures/2", { method: "DELETE" });
  await expect(page.getByText("This capture is no longer here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Resend" })).toHaveCount(0);
  await page.keyboard.press("Delete");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("j");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
});
