import { breakable } from "../harness/breakable.ts";
import { sendRaw } from "../harness/raw.ts";
import { startReceiver } from "../harness/receiver.ts";
import { openSamples, sendSamples } from "../harness/steps.ts";
import { expect, rows, test } from "../harness/test.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

test("a bin that waits for its first request", async ({ page, bin }) => {
  await bin.open();
  await look(page, "bin-empty");
});

test("a full bin: list, detail, its tabs and its menus", async ({ page, makeBin }) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  await openSamples(page, bin);
  await look(page, "bin-detail");
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(page.getByRole("tabpanel", { name: "Raw" })).toContainText("HTTP/1.1");
  await page.getByRole("button", { name: "Show CR and LF" }).click();
  await look(page, "bin-raw");
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(page.getByText("This event came once.")).toBeVisible();
  await look(page, "bin-reply-tab");
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await look(page, "bin-deliveries-none");
  await page.getByRole("tab", { name: "Message" }).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menu", { name: "Capture" })).toBeVisible();
  await look(page, "menu-capture");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bin menu" }).click();
  await expect(page.getByRole("menu", { name: "Bin" })).toBeVisible();
  await look(page, "menu-bin");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show as QR code" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await look(page, "qr-code");
});

test("what a sender heard: a body that is kept in part", async ({ page, makeBin }) => {
  const items = Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id}`, inStock: id % 3 > 0 }));
  const reply = {
    ...{ status: 200, headers: [["Content-Type", "application/json"]] as [string, string][], delayMs: 1500 },
    body: { encoding: "utf8" as const, data: JSON.stringify({ ok: true, items }, null, 2) },
  };
  const bin = await makeBin({ title: "Orders of the shop", reply });
  await bin.send("/orders", { method: "POST", body: "{}" });
  await bin.open();
  await rows(page).first().click();
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(page.getByText(/^The first 4.1 kB/)).toBeVisible();
  await page.getByText("This event came once.").scrollIntoViewIfNeeded();
  await look(page, "bin-reply-body");
});

test("the list: full, filtered to nothing, choosing, unread, notes and pins", async ({ page, makeBin }) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  await sendSamples(bin);
  await bin.open();
  await look(page, "list-full");
  await bin.api.call("/captures/1", { method: "PATCH", body: JSON.stringify({ pinned: true, note: "The first one" }) });
  await rows(page, /\/github/).click();
  await expect(page.getByRole("region", { name: "Note" })).toBeVisible();
  await look(page, "note");
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
  await look(page, "note-writing");
  await page.keyboard.press("Escape");
  // On a phone the list takes the detail's place.
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("path:/nowhere");
  await expect(page.getByText("Nothing fits this filter")).toBeVisible();
  await look(page, "list-nothing-fits");
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("method:POST status:abc foo:bar");
  await expect(page.getByText(/there is no term “foo”/)).toBeVisible();
  await look(page, "filter-misread");
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("method:POST");
  await expect(page.getByRole("slider", { name: "Range of time" })).toHaveAccessibleDescription(/fit the filter/);
  await look(page, "traffic-filtered");
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("");
  await page.getByRole("button", { name: "Choose several" }).click();
  await rows(page, /\/stripe/).click();
  await rows(page, /\/erp/).click({ modifiers: ["Shift"] });
  await look(page, "list-choosing");
});

test("states: loading, failing, offline, gone, never there", async ({ page, bin }) => {
  const network = await breakable(page);
  await bin.send("/one");
  let hold = true;
  await page.route("**/captures/1", async (route) => {
    if (hold) await new Promise(() => undefined);
    else await route.fulfill({ status: 503, json: { title: "The store is busy. Try again.", status: 503 } });
  });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("status", { name: "Loading the capture" })).toBeVisible();
  await look(page, "detail-loading");
  hold = false;
  await page.reload();
  await expect(page.getByText("This capture could not be loaded")).toBeVisible();
  await look(page, "detail-failing");
  await network.cut();
  await expect(page.getByRole("status", { name: /Connection: (offline|reconnecting)/ })).toBeVisible();
  await look(page, "bin-offline");
  await page.goto("/bins/no-such-bin");
  await look(page, "bin-never-there");
  await page.goto("/bins/a/b/c");
  await look(page, "page-not-found");
});

test("a bin that was deleted while it was open", async ({ page, bin }) => {
  await bin.send("/one");
  await bin.open();
  await bin.api.call("", { method: "DELETE" });
  await expect(page.getByRole("heading", { name: "This bin is gone" })).toBeVisible();
  await look(page, "bin-gone");
});

test("very long content", async ({ page, makeBin }) => {
  const bin = await makeBin({
    title: "A title that is so long that no bar of any screen has room for all of it, ever",
  });
  const long = "unbroken".repeat(300);
  await bin.send(`/${long}?${long}=${long}`, {
    method: "POST",
    headers: [
      ["User-Agent", long],
      [`X-${"Very-Long-Name-".repeat(12)}`, "short"],
      ["Authorization", `Bearer ${long}`],
      ["Content-Type", `application/json; note=${long.slice(0, 300)}`],
    ],
    body: JSON.stringify({ [long.slice(0, 200)]: long, list: Array.from({ length: 60 }, (_, n) => ({ n, long })) }),
  });
  await bin.api.call("/captures/1", { method: "PATCH", body: JSON.stringify({ note: long.slice(0, 1900) }) });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("tree")).toBeVisible();
  await look(page, "very-long");
});

test("messages that are not whole: malformed, too large", async ({ page, bin, server }) => {
  await sendRaw(server.port, `POST /${bin.id}/odd HTTP/1.1\r\nHost: bin.test\r\nBad Header Line\r\n\r\n`);
  await sendRaw(
    server.port,
    `POST /${bin.id}/large HTTP/1.1\r\nHost: bin.test\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n`,
    /HTTP\/1\.1 413/,
  );
  await bin.open();
  await rows(page, /malformed/).click();
  await expect(page.getByText("Not a readable HTTP message.")).toBeVisible();
  await look(page, "malformed");
  await rows(page, /rejected/).click();
  await expect(page.getByText("Refused, not kept whole.")).toBeVisible();
  await look(page, "rejected");
});

test("deliveries of a capture", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "application/json"]], body: '{"a":1}' });
  await bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url: `${receiver.url}/ok` }) });
  await receiver.close();
  await bin.api.call("/captures/1/deliveries", {
    method: "POST",
    body: JSON.stringify({ url: `${receiver.url}/gone` }),
  });
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await expect(page.getByText("Succeeded", { exact: true })).toBeVisible();
  await look(page, "bin-deliveries");
});
