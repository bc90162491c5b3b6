import { expect, ready, rows, test } from "../harness/test.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

test("the palette of each page", async ({ page, bin, makeBin }) => {
  await makeBin({ title: "Staging payments" });
  for (const [name, path] of [
    ["front", "/"],
    ["rules", `/bins/${bin.id}/rules`],
    ["deliveries", `/bins/${bin.id}/deliveries`],
  ] as const) {
    await page.goto(path);
    await ready(page, path);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option", { name: /Staging payments/ })).toBeVisible();
    await look(page, `palette-${name}`);
  }
});

test("secrets, covered and shown", async ({ page, bin }) => {
  await bin.send("/pay?page=2&access_token=query-secret", {
    method: "POST",
    headers: [
      ["Authorization", "Bearer header-secret"],
      ["Cookie", "sid=cookie-secret; theme=dark"],
      ["Content-Type", "application/x-www-form-urlencoded"],
    ],
    body: "user=ada&password=form-secret",
  });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("table", { name: "Fields" })).toBeVisible();
  await look(page, "secrets-covered");
  await page.getByRole("button", { name: "Show secrets" }).first().click();
  await expect(page.getByText("form-secret").first()).toBeVisible();
  await look(page, "secrets-shown");
  await page.getByRole("button", { name: "Cover secrets" }).first().click();
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(page.getByText("The message as it came off the wire")).toBeVisible();
  await look(page, "secrets-raw");
});
