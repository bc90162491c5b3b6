import { breakable } from "./harness/breakable.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, rows, test } from "./harness/test.ts";

test("a pin and a note are kept on the server and seen in every browser", async ({ page, context, bin }) => {
  await bin.send("/one");
  await bin.send("/two");
  await bin.open();
  const other = await context.newPage();
  await bin.open(other);
  await rows(page, /\/one/).click();
  await page.getByRole("button", { name: /^Pin/ }).click();
  await expect(rows(other, /\/one.*pinned/)).toBeVisible();
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("the <b>first</b> one\nagain");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByRole("region", { name: "Note" })).toContainText("the <b>first</b> one");
  await expect(rows(other, /\/one.*note: the/)).toBeVisible();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("is:pinned");
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("button", { name: "Unpin" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Unpin" }).click();
  await expect(rows(other, /\/one.*pinned/)).toHaveCount(0);
});

test("an old capture that is unpinned is still there", async ({ page, bin }) => {
  for (const path of ["/one", "/two"]) await bin.send(path);
  await bin.api.call("/captures/1", { method: "PATCH", body: JSON.stringify({ pinned: true }) });
  await bin.open();
  await rows(page, /\/one/).click();
  await expect(page.getByRole("button", { name: "Unpin" })).toBeVisible();
  await page.keyboard.press("p");
  await expect(rows(page, /pinned/)).toHaveCount(0);
  await expect(page.getByRole("article", { name: "Capture 1" }).getByRole("button", { name: /^Pin/ })).toBeVisible();
  await bin.send("/three");
  await expect(rows(page)).toHaveCount(3);
});

test("several are chosen by click, range and key, and deleted together", async ({ page, bin }) => {
  for (let index = 1; index <= 6; index += 1) await bin.send(`/n${index}`);
  await bin.open();
  await rows(page, /\/n5/).click();
  await page.getByRole("button", { name: "Choose several" }).click();
  await rows(page, /\/n5/).click();
  await rows(page, /\/n2/).click({ modifiers: ["Shift"] });
  await expect(page.getByText("4 chosen")).toBeVisible();
  await rows(page, /\/n3/).click();
  await expect(page.getByText("3 chosen")).toBeVisible();
  await page.getByRole("button", { name: "Delete the chosen" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete the chosen" }).click();
  await expect(rows(page)).toHaveCount(3);
  expect((await bin.api.captures()).captures.map(({ seq }) => seq)).toEqual([6, 3, 1]);
  // The one that was read is gone, and its neighbour is read on.
  await expect(page.getByRole("article", { name: "Capture 3" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Chosen captures" })).toHaveCount(0);
});

test("the chosen are copied as one archive, and resent to one target", async ({ page, context, bin }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const receiver = await startReceiver();
  for (const path of ["/a", "/b", "/c"]) await bin.send(path, { method: "POST", body: path });
  await bin.open();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await page.getByRole("button", { name: "Copy the chosen" }).click();
  await page.getByRole("menuitem", { name: "Copy as HAR" }).click();
  await expect(page.getByText("Copied 3 captures as HAR")).toBeVisible();
  const archive = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(
    archive.log.entries.map((entry: { request: { postData: { text: string } } }) => entry.request.postData.text),
  ).toEqual(["/a", "/b", "/c"]);
  await page.getByRole("button", { name: "Resend the chosen" }).click();
  await page.getByRole("textbox", { name: "Target URL" }).fill("not a url");
  await page.getByRole("button", { name: "Start replay" }).click();
  await expect(page.getByRole("dialog").getByText(/Use http:/)).toBeVisible();
  await page.getByRole("textbox", { name: "Target URL" }).fill(`${receiver.url}/elsewhere`);
  await page.getByRole("button", { name: "Start replay" }).click();
  await expect(page.getByRole("dialog").getByText("3 of 3 sent")).toBeVisible();
  expect(receiver.messages().map((message) => message.toString().slice(-2))).toEqual(["/a", "/b", "/c"]);
  await receiver.close();
});

test("what is gone is no longer chosen, and is left out of a copy", async ({ page, context, bin }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const network = await breakable(page);
  for (const path of ["/a", "/b", "/c"]) await bin.send(path);
  await bin.open();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await bin.api.call("/captures/1", { method: "DELETE" });
  await expect(page.getByText("2 chosen")).toBeVisible();
  await network.cut();
  await bin.api.call("/captures/2", { method: "DELETE" });
  await page.getByRole("button", { name: "Copy the chosen" }).click();
  await page.getByRole("menuitem", { name: "Copy as curl" }).click();
  await expect(page.getByText("Copied 1 capture as curl; 1 no longer there")).toBeVisible();
  network.mend();
  await expect(page.getByText("1 chosen")).toBeVisible({ timeout: 20_000 });
});
