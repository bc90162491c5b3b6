import { breakable } from "./harness/breakable.ts";
import { replying, setRules } from "./harness/rules.ts";
import { listedRules, openRules } from "./harness/rules-page.ts";
import { expect, rows, test } from "./harness/test.ts";

test("the captures that a rule answered are one click away, and stay current", async ({ page, bin }) => {
  const conditions = [{ field: "path" as const, operator: "equals" as const, value: "/tea" }];
  await setRules(bin.api, [{ name: "Teapots", conditions, action: replying("short and stout", { status: 418 }) }]);
  for (const path of ["/tea", "/coffee", "/tea"]) await bin.send(path);
  await openRules(page, bin);
  await page.getByRole("link", { name: "2 captures" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByLabel("Filter the captures")).toHaveValue(/^rule:/);
  await bin.send("/coffee");
  await bin.send("/tea");
  await expect(rows(page)).toHaveCount(3);
});

test("undo puts back the deleted rule into the list as others have changed it meanwhile", async ({ page, bin }) => {
  const [one, two] = ["One", "Two"].map((name) => ({ name, action: replying(name) }));
  if (!one || !two) throw new Error("no rules");
  await setRules(bin.api, [one, two]);
  await openRules(page, bin);
  await page.getByRole("button", { name: "More about One" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(listedRules(page)).toHaveText(["Two"]);
  await expect.poll(async () => (await (await bin.api.call("/rules")).json()).rules.length).toBe(1);
  const { rules } = await (await bin.api.call("/rules")).json();
  await setRules(bin.api, [
    { ...two, id: rules[0].id },
    { name: "Three", action: replying("three") },
  ]);
  await expect(listedRules(page)).toHaveText(["Two", "Three"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(listedRules(page)).toHaveText(["One", "Two", "Three"]);
  await expect.poll(async () => bin.send("/x")).toMatch(/\r\n\r\nOne$/);
});

test("what the palette does with a rule is done to the list as others have changed it meanwhile", async ({
  page,
  bin,
}) => {
  const [one, two] = ["One", "Two"].map((name) => ({ name, action: replying(name) }));
  if (!one || !two) throw new Error("no rules");
  await setRules(bin.api, [one, two]);
  await openRules(page, bin);
  const palette = page.getByRole("dialog", { name: "Every action and bin" });
  const choose = async (words: string) => {
    await palette.getByRole("combobox").fill(words);
    await page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
  };
  const { rules } = await (await bin.api.call("/rules")).json();
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await setRules(bin.api, [
    { name: "Three", action: replying("three") },
    { ...one, id: rules[0].id },
  ]);
  // Behind the palette, where nobody is led to it.
  await expect(page.getByRole("heading", { name: "Three", includeHidden: true })).toBeAttached();
  await choose("switch off rule 1: one");
  await expect(page.getByRole("switch", { name: "One: on" })).not.toBeChecked();
  await expect(listedRules(page)).toHaveText(["Three", "One"]);
  await expect
    .poll(async () => (await (await bin.api.call("/rules")).json()).rules)
    .toMatchObject([
      { name: "Three", enabled: true },
      { name: "One", enabled: false },
    ]);

  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await setRules(bin.api, [{ name: "Three", action: replying("three") }]);
  await expect(page.getByRole("heading", { name: "One", includeHidden: true })).toHaveCount(0);
  await choose("switch on rule 2: one");
  await expect(page.getByText("This rule is no longer there.")).toBeVisible();
  await expect(listedRules(page)).toHaveText(["Three"]);
});

test("the rules' page says when it is cut off, and is current again when it is back", async ({ page, bin }) => {
  const connection = await breakable(page);
  await openRules(page, bin);
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
  await connection.cut();
  await expect(page.getByRole("status", { name: /Connection: (reconnecting|offline)/ })).toBeVisible();
  await setRules(bin.api, [{ name: "From elsewhere", action: replying("one") }]);
  connection.mend();
  await expect(listedRules(page)).toHaveText(["From elsewhere"]);
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
});

test("a sender that was given no reply is said to have none", async ({ page, bin }) => {
  await setRules(bin.api, [{ name: "Gone", action: { kind: "fault", fault: { kind: "close" } } }]);
  await bin.send("/x").catch(() => undefined);
  await bin.open();
  await expect(rows(page)).toContainText("no reply");
  await rows(page).click();
  const filter = page.getByRole("article").getByRole("button", { name: "Filter by no reply" });
  await expect(filter).toHaveText("no reply");
  await filter.click();
  await expect(page.getByLabel("Filter the captures")).toHaveValue("status:0");
});
