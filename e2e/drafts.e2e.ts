import type { Page } from "@playwright/test";
import { startReceiver } from "./harness/receiver.ts";
import { openResend } from "./harness/steps.ts";
import { expect, ready, rows, test } from "./harness/test.ts";

const question = (page: Page) => page.getByRole("alertdialog", { name: "Leave without saving?" });

async function stays(page: Page): Promise<void> {
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(question(page)).toBeHidden();
}

test("an edited reply is thrown away by Escape, the backdrop, Cancel and a step back only when that is wanted", async ({
  page,
  bin,
}) => {
  await page.goto("/");
  await bin.open();
  await page.getByRole("button", { name: /^Reply/ }).click();
  const window = page.getByRole("dialog", { name: "Reply" });
  await expect(window).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(window).toBeHidden();
  await page.getByRole("button", { name: /^Reply/ }).click();
  await window.getByLabel("Status").fill("503");
  const ways = [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(5, 400),
    () => window.getByRole("button", { name: "Close" }).click(),
    () => page.goBack(),
  ];
  for (const leave of ways) {
    await leave();
    await expect(question(page)).toBeVisible();
    await stays(page);
    await expect(window.getByLabel("Status")).toHaveValue("503");
  }
  await window.getByRole("button", { name: "Cancel" }).click();
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(window).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}$`));
  expect(await bin.send("/x")).toContain("HTTP/1.1 200");
});

test("a body that was formatted is as it was again after an undo", async ({ page, bin }) => {
  await bin.send("/hook", { headers: [["Content-Type", "application/json"]], body: '{"a":[1,2]}' });
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("button", { name: "Format JSON" }).click();
  const body = window.getByRole("textbox", { name: "Body" });
  await expect(body).toHaveText('{  "a": [    1,    2  ]}');
  await body.press("Control+z");
  await expect(body).toHaveText('{"a":[1,2]}');
  await body.press("Control+Shift+z");
  await expect(body).toHaveText('{  "a": [    1,    2  ]}');
});

test("an edited message asks before it is lost, and not once it is sent", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { body: "before" });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("textbox", { name: "Body" }).fill("after");
  await page.keyboard.press("Escape");
  await stays(page);
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  expect(receiver.messages()[0]?.toString()).toMatch(/\r\n\r\nafter$/);
  await page.keyboard.press("Escape");
  await expect(window).toBeHidden();
  await receiver.close();
});

test("a half-written note, setting, target and replay are asked about too", async ({ page, bin }) => {
  await bin.send("/x");
  await bin.open();
  await rows(page).click();
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("half a");
  await page.keyboard.press("Escape");
  await stays(page);
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("half a");
  await page.keyboard.press("Escape");
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("textbox", { name: "Note" })).toBeHidden();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("dialog", { name: "Settings" }).getByLabel("Title").fill("half a");
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeVisible();
  await page.goto(`/bins/${bin.id}/deliveries?part=targets`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "Save a target" }).click();
  await page.getByRole("dialog", { name: "New target" }).getByLabel("Target URL").fill("http://half");
  await page.keyboard.press("Escape");
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await page.getByRole("tab", { name: "Replays" }).click();
  await page.getByRole("button", { name: "Replay captures" }).click();
  const replay = page.getByRole("dialog", { name: "Replay captures" });
  await replay.getByLabel("From number").fill("7");
  await page.keyboard.press("Escape");
  await stays(page);
  await expect(replay.getByLabel("From number")).toHaveValue("7");
});

test("a half-written note waits at its capture while another is looked at", async ({ page, bin }) => {
  for (const path of ["/one", "/two"]) await bin.send(path);
  await bin.open();
  await rows(page, /\/one/).click();
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("half a");
  await rows(page, /\/two/).click();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await expect(note).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}/2$`));
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await page.keyboard.press("j");
  await expect(note).toHaveValue("half a");
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}/1$`));
  await page.keyboard.press("k");
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(note).toHaveValue("half a");
  await expect(note).not.toBeFocused();
  await page.keyboard.press("n");
  await expect(note).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(" note");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByRole("region", { name: "Note" })).toContainText("half a note");
});

test("with two drafts open, closing the one asks nothing about the other", async ({ page, bin }) => {
  await bin.send("/x");
  await bin.open();
  await rows(page).click();
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("half a");
  await page.getByRole("button", { name: /^Reply/ }).click();
  const window = page.getByRole("dialog", { name: "Reply" });
  await window.getByLabel("Status").fill("503");
  await page.goBack();
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(window.getByLabel("Status")).toHaveValue("503");
  await window.getByRole("button", { name: "Save reply" }).click();
  await expect(window).toBeHidden();
  await expect(question(page)).toHaveCount(0);
  await page.goBack();
  await expect(question(page)).toBeVisible();
  await stays(page);
  await expect(note).toHaveValue("half a");
});

test("settings half-written are asked about before the bin's end", async ({ page, bin }) => {
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  const window = page.getByRole("dialog", { name: "Settings" });
  await window.getByLabel("Title").fill("half a");
  await window.getByRole("button", { name: "Delete this bin" }).click();
  await stays(page);
  await expect(window.getByLabel("Title")).toHaveValue("half a");
  await window.getByRole("button", { name: "Delete this bin" }).click();
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("alertdialog", { name: "Delete this bin?" })).toBeVisible();
});

test("a note begun from the menu takes what is typed, and on a phone leaves the capture open when it is saved", async ({
  page,
  bin,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await bin.send("/x");
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Write a note" }).click();
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.keyboard.type("kept");
  await page.getByRole("button", { name: "Save the note" }).click();
  const note = page.getByRole("region", { name: "Note" });
  await expect(note).toContainText("kept");
  await expect(note.getByRole("button", { name: "Edit the note" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type(", too");
  await page.keyboard.press("Control+Enter");
  await expect(note).toContainText("kept, too");
  await expect(note.getByRole("button", { name: "Edit the note" })).toBeFocused();
  await page.goBack();
  await expect(rows(page)).toBeVisible();
});

test("saving a title leaves limits alone that the form shows rounded; an emptied limit is refused", async ({
  page,
  makeBin,
}) => {
  const bin = await makeBin({ keep: { bytes: 1_000_000, captures: 50, days: 7 } });
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  const window = page.getByRole("dialog", { name: "Settings" });
  await window.getByLabel("Captures").fill("");
  await window.getByRole("button", { name: "Save settings" }).click();
  await expect(window.getByText("Write a number; 0 for no limit")).toBeVisible();
  await window.getByLabel("Captures").fill("50");
  await window.getByLabel("Title").fill("Orders");
  await window.getByRole("button", { name: "Save settings" }).click();
  await expect(window).toBeHidden();
  const { title, keep } = await (await bin.api.call("")).json();
  expect({ title, keep }).toEqual({ title: "Orders", keep: { bytes: 1_000_000, captures: 50, days: 7 } });
});
