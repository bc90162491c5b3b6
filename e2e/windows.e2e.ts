import { expect, rows, test } from "./harness/test.ts";

test("the palette reaches actions and other bins", async ({ page, bin, makeBin }) => {
  const other = await makeBin({ title: "The other one" });
  await bin.send("/x");
  await bin.open();
  await rows(page).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("edit the rep");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Reply" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("the other");
  await expect(page.getByRole("option", { name: /The other one/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/bins/${other.id}`));
});

test("the palette changes the list, the filter and the page", async ({ page, bin }) => {
  await bin.send("/x");
  await bin.send("/y");
  await bin.open();
  const run = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByRole("combobox")).toHaveCount(0);
  };
  await run("show column: number");
  await expect(rows(page).first()).toContainText("#2");
  await run("hide the traffic");
  await expect(page.getByRole("region", { name: "Traffic" })).toHaveCount(0);
  await run("traffic over time: last hour");
  await expect(page.getByRole("region", { name: "Traffic" })).toContainText("Last hour");
  await run("dark theme");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await run("filter by this path");
  await expect(rows(page)).toHaveCount(1);
  await run("clear the filter");
  await expect(rows(page)).toHaveCount(2);
  await run("choose all loaded");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await run("delete 2 chosen captures");
  await expect(page.getByRole("alertdialog")).toContainText("Delete 2 captures?");
  await page.keyboard.press("Escape");
  await run("deliveries");
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}/deliveries`));
});

test("a capture is compared with the one before it on the same path", async ({ page, bin }) => {
  const json = (value: unknown) => ({
    method: "POST",
    headers: [["Content-Type", "application/json"]] as [string, string][],
    body: JSON.stringify(value),
  });
  await bin.send("/hook?try=1", json({ id: 1, state: "new", items: [1, 2] }));
  await bin.send("/other", json({ id: 9 }));
  await bin.send("/hook?try=2", json({ id: 1, state: "paid", items: [1, 2, 3] }));
  await bin.open();
  await rows(page, /try=2/).click();
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  const window = page.getByRole("dialog", { name: "#3 compared with #1" });
  await expect(window).toContainText("state");
  await expect(window).toContainText('before: "new"');
  await expect(window).toContainText('after: "paid"');
  await expect(window).toContainText("items[2]");
  await page.keyboard.press("Escape");
  await rows(page, /\/other/).click();
  await expect(page.getByRole("article", { name: "Capture 2" }).getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog")).toContainText("No capture before this one");
});

test("types are inferred from the chosen bodies in three languages", async ({ page, bin }) => {
  for (const body of ['{"id":1,"note":"a"}', '{"id":2}']) await bin.send("/hook", { method: "POST", body });
  await bin.open();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await page.getByRole("button", { name: "Copy the chosen" }).click();
  await page.getByRole("menuitem", { name: "Types from these bodies" }).click();
  const window = page.getByRole("dialog", { name: "Types from samples" });
  await expect(window).toContainText("note?: string");
  await window.getByRole("tab", { name: "Zod" }).click();
  await expect(window).toContainText("z.object");
  await window.getByRole("tab", { name: "JSON Schema" }).click();
  await expect(window).toContainText("json-schema.org/draft/2020-12");
});

test("a part that cannot be fetched says so, leaves the page alive, and comes when tried again", async ({
  page,
  bin,
}) => {
  await bin.send("/x", { body: "the body" });
  let away = false;
  // Nothing is fetched ahead in this test: the page has to meet the failure when it needs the part.
  await page.addInitScript(() => {
    const later = window.setTimeout;
    window.setTimeout = ((task: TimerHandler, ms?: number, ...rest: unknown[]) =>
      ms === 1500 ? 0 : later(task, ms, ...rest)) as typeof window.setTimeout;
  });
  await page.route("**/_next/static/chunks/**", (route) => (away ? route.abort() : route.continue()));
  await bin.open();
  away = true;
  await rows(page).click();
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(page.getByText("The raw message could not be loaded")).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByText("This window could not be loaded")).toBeVisible();
  away = false;
  await page.getByRole("tabpanel").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("tabpanel", { name: "Raw" })).toContainText("HTTP/1.1");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
