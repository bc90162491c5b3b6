import { expect, rows, test } from "./harness/test.ts";

test("single keys can be switched off in this browser; what is held with Ctrl, arrows and Esc go on", async ({
  page,
  bin,
}) => {
  await bin.send("/one");
  await bin.send("/two");
  await bin.open();
  await rows(page, /\/two/).click();
  const actions = page.getByRole("button", { name: "More actions" });
  await actions.click();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveText("DeleteDel");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const remove = help.getByText("Delete the capture").locator("..");
  await expect(remove).toContainText("Del");
  await help.getByRole("switch", { name: "Shortcuts of a single key" }).click();
  await expect(remove).toContainText("off");
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await actions.click();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveText("Delete");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  const list = page.getByRole("listbox", { name: "Captures" });
  await list.focus();
  for (const key of ["Backspace", "Delete", "x", "n", "r", "?", "j", "/"]) await page.keyboard.press(key);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await expect(list).toBeFocused();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("single key");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox")).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
});

test("on an Apple the keys are named as they are there", async ({ page, bin }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  await bin.send("/one");
  await bin.open();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("Every action and bin").locator("..")).toContainText("⌘K");
  await expect(help).not.toContainText("Ctrl");
});
