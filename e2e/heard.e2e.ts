import { watchCanary } from "./harness/canary.ts";
import { HOSTILE } from "./harness/hostile-strings.ts";
import { replying, setRules } from "./harness/rules.ts";
import { expect, rows, test } from "./harness/test.ts";

/** What the page shows of the reply that a sender heard. */

test("the reply's body, its time and its headers, as this sender heard them", async ({ page, context, bin }) => {
  const greeting = replying('{"for":{{json.name | json}},"seq":{{seq}}}', {
    ...{ headers: [["Content-Type", "application/json"]], delayMs: 60 },
  });
  await setRules(bin.api, [{ name: "greets", action: greeting }]);
  await bin.send("/hook", { method: "POST", body: '{"name":"Ann"}' });
  await setRules(bin.api, []);
  await bin.send("/plain");
  await bin.open();
  await rows(page, /hook/).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  await expect(detail).toContainText(/answered 200 OK ?after 60 ms ?and about \d[\d.]* m?s/);
  await detail.getByRole("tab", { name: "Reply" }).click();
  const reply = detail.getByRole("tabpanel", { name: "Reply" });
  await expect(reply.getByRole("treeitem", { name: /for.*Ann/ })).toBeVisible();
  await expect(reply.getByRole("treeitem", { name: /seq.*1/ })).toBeVisible();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await reply.getByRole("button", { name: "Copy all headers" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Content-Type: application\/json\nCache-Control: no-store\n/);
  await rows(page, /plain/).click();
  const plain = page.getByRole("article", { name: "Capture 2" });
  await expect(plain.getByText("No body.")).toBeVisible();
  await expect(plain.getByText(/^in about \d[\d.]* m?s$/).first()).toBeVisible();
});

test("of a long body its beginning, and how long it was", async ({ page, makeBin }) => {
  const data = `first line\n${"0123456789abcde\n".repeat(1280)}`;
  const bin = await makeBin({
    reply: { status: 200, headers: [["Content-Type", "text/plain"]], body: { encoding: "utf8", data }, delayMs: 0 },
  });
  await bin.send("/long");
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: "Reply" }).click();
  const reply = page.getByRole("tabpanel", { name: "Reply" });
  await expect(reply).toContainText("first line");
  await expect(reply).toContainText("The first 4.1 kB of 20.5 kB.");
});

test("a capture from before bodies and times were kept says nothing of them", async ({ page, bin }) => {
  await bin.send("/old");
  await page.route("**/captures/1", async (route) => {
    const response = await route.fetch();
    const capture = await response.json();
    delete capture.reply.tookMs;
    await route.fulfill({ response, json: capture });
  });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("article", { name: "Capture 1" }).getByText("at once")).toBeVisible();
  await page.getByRole("tab", { name: "Reply" }).click();
  const reply = page.getByRole("tabpanel", { name: "Reply" });
  await expect(reply).toContainText("Reply given");
  await expect(reply.getByRole("heading", { name: "Body" })).toHaveCount(0);
});

test("a hostile body of a reply is shown and does nothing", async ({ page, server, bin }) => {
  test.slow();
  const canary = await watchCanary(page, new URL(server.url).origin);
  const types = ["text/html", "image/svg+xml", "application/xml", "application/json"];
  for (const [index, type] of types.entries()) {
    const data = HOSTILE.filter((_, at) => at % types.length === index).join("\n");
    const reply = { status: 200, headers: [["Content-Type", type]], body: { encoding: "utf8", data }, delayMs: 0 };
    await bin.api.call("", { method: "PATCH", body: JSON.stringify({ reply }) });
    await bin.send(`/${index}`);
  }
  await bin.open();
  await rows(page).first().click();
  await page.getByRole("tab", { name: "Reply" }).click();
  for (let seq = types.length; seq >= 1; seq -= 1) {
    const reply = page.getByRole("article", { name: `Capture ${seq}` }).getByRole("tabpanel", { name: "Reply" });
    await expect(reply).toContainText("The first 4.1 kB of");
    await page.keyboard.press("j");
  }
  expect(await canary.seen()).toEqual([]);
});
