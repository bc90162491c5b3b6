import { plainAnswer, startReceiver } from "../harness/receiver.ts";
import { openReplay, openResend, openSamples, sendSamples } from "../harness/steps.ts";
import { expect, rows, test } from "../harness/test.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

test("the list: unread captures, compact rows, traffic by its span", async ({ page, bin }) => {
  await sendSamples(bin);
  await bin.open();
  await page.getByRole("switch", { name: /Follow/ }).click();
  for (const path of ["/new/1", "/new/2", "/new/3"]) await bin.send(path);
  await expect(page.getByRole("button", { name: "3 new" })).toBeVisible();
  await look(page, "list-unread");
  await page.getByRole("button", { name: "View of the list" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
  await look(page, "list-compact");
  await page.getByRole("region", { name: "Traffic" }).getByRole("button").first().click();
  await expect(page.getByRole("menu")).toBeVisible();
  await look(page, "traffic-spans");
});

test("the list: loading, failing, and failing when more are wanted", async ({ page, bin }) => {
  for (let sent = 0; sent < 130; sent += 1) await bin.send("/one");
  let hold = true;
  const isPage = (url: URL) => url.pathname === `/api/bins/${bin.id}/captures`;
  await page.route(isPage, async (route) => {
    if (hold) await new Promise(() => undefined);
    else await route.fulfill({ status: 503, json: { title: "The store is busy. Try again.", status: 503 } });
  });
  // Whoever comes with the key alone has nothing from the server yet.
  const come = async () => {
    await page.context().clearCookies();
    await page.goto("about:blank");
    await page.goto(`/bins/${bin.id}#key=${bin.key}`);
  };
  await come();
  await expect(page.getByRole("status", { name: "Loading the captures" })).toBeVisible();
  await look(page, "list-loading");
  hold = false;
  await come();
  await expect(page.getByText("The captures could not be loaded")).toBeVisible();
  await look(page, "list-failing");
});

test("the list: more could not be loaded; one was deleted and can come back", async ({ page, bin }) => {
  for (let sent = 0; sent < 130; sent += 1) await bin.send("/one");
  await page.route(
    (url) => url.searchParams.has("before"),
    (route) => route.fulfill({ status: 503, json: { title: "The store is busy. Try again.", status: 503 } }),
  );
  await bin.open();
  const list = page.getByRole("listbox", { name: "Captures" });
  await list.focus();
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(page.getByText("More captures could not be loaded")).toBeVisible();
  await look(page, "list-failing-more");
  await page.unrouteAll();
  await bin.open();
  await rows(page).nth(2).click();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  // Opened by its own key, a message stays.
  await page.keyboard.press("Alt+t");
  await look(page, "undo");
});

test("a body that cannot be shown, and a video that cannot be played", async ({ page, bin }) => {
  const script = (name: string) => [["Content-Type", name]] as [string, string][];
  await bin.send("/broken", { method: "POST", headers: script("application/json"), body: '{"a":1}' });
  const film = Buffer.from("000000186674797069736f6d0000020069736f6d69736f32", "hex");
  await bin.send("/film", { method: "POST", headers: script("video/mp4"), body: film });
  await bin.open();
  await rows(page, /film/).click();
  await expect(page.getByRole("region", { name: "Body" })).toContainText("sha256");
  await look(page, "body-video");
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      override postMessage(): void {
        this.dispatchEvent(new Event("error"));
      }
    };
  });
  await page.goto(`/bins/${bin.id}/1`);
  await expect(page.getByRole("region", { name: "Body" }).getByRole("button", { name: "Try again" })).toBeVisible();
  await look(page, "body-failing");
});

test("resending: more than once, from this browser, answers side by side", async ({ page, bin }) => {
  let answers = 0;
  const receiver = await startReceiver(() => {
    answers += 1;
    return plainAnswer(answers === 1 ? 500 : 200, `X-Turn: ${answers}\r\n`);
  });
  await bin.send("/hook", { method: "POST", headers: [["X-Event", "paid"]], body: '{"amount":1}' });
  const resend = await openResend(page, bin, receiver.url);
  for (const status of ["500", "200"]) {
    await resend.getByRole("button", { name: "Send", exact: true }).click();
    await expect(
      resend
        .getByRole("region", { name: /Deliveries/ })
        .getByText(status)
        .first(),
    ).toBeVisible();
  }
  await resend.getByRole("button", { name: "Compare answers" }).click();
  await expect(page.getByRole("dialog", { name: /side by side/ }).getByText("X-Turn")).toBeVisible();
  await look(page, "answers");
  await page.keyboard.press("Escape");
  await resend.getByRole("switch", { name: "More than once" }).click();
  await expect(resend.getByLabel("Times")).toBeVisible();
  await look(page, "window-resend-often");
  await resend.getByRole("switch", { name: "More than once" }).click();
  await resend.getByLabel("Sent by").selectOption("This browser");
  await look(page, "window-resend-browser");
  await receiver.close();
});

test("replays: the window before and after, and why one failed", async ({ page, bin }) => {
  const receiver = await startReceiver();
  for (const number of [1, 2, 3]) await bin.send(`/${number}`, { method: "POST", body: String(number) });
  const window = await openReplay(page, bin, receiver.url);
  await look(page, "window-replay");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("3 of 3 sent")).toBeVisible();
  await look(page, "window-replay-done");
  await receiver.close();
  await window.getByRole("button", { name: "Replay again" }).click();
  await expect(window.getByText("3 of 3 sent, 3 failed")).toBeVisible();
  await page.keyboard.press("Escape");
  const card = page.getByRole("list", { name: "Replays" }).getByRole("listitem").first();
  await card.getByRole("button", { name: "Why they failed" }).click();
  await expect(card.getByRole("list", { name: "Reasons" })).toBeVisible();
  await look(page, "replays-failed");
});

test("in the reader's own colours, with more contrast, and with single keys off", async ({ page, makeBin }) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  await openSamples(page, bin);
  await page.emulateMedia({ forcedColors: "active" });
  await look(page, "contrast-forced");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Every action and bin" })).toBeFocused();
  await look(page, "contrast-forced-palette");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ forcedColors: "none", contrast: "more" });
  await look(page, "contrast-more");
  await page.emulateMedia({ contrast: "no-preference" });
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await page.getByRole("switch", { name: "Shortcuts of a single key" }).click();
  await look(page, "window-shortcuts-off");
});
