import type { Page } from "@playwright/test";
import { type Canary, watchCanary } from "./harness/canary.ts";
import { deliveriesOf } from "./harness/deliveries.ts";
import { expectCalm, expectCalmAtBoth, headerText } from "./harness/hostile-pages.ts";
import { HOSTILE } from "./harness/hostile-strings.ts";
import { startReceiver } from "./harness/receiver.ts";
import type { TestRule } from "./harness/rules.ts";
import { replying, setRules } from "./harness/rules.ts";
import { expect, type OwnBin, ready, test } from "./harness/test.ts";

/** Hostile strings where owners write: titles, rules, targets. */
test.describe.configure({ timeout: 180_000 });

test("as titles of bins: the bar, the tab, the front page and the palette", async ({ page, bin, makeBin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  await bin.send("/one");
  await bin.open();
  for (const text of HOSTILE) {
    const title = text.replaceAll("\0", "").slice(0, 120).trim();
    const answer = await bin.api.call("", { method: "PATCH", body: JSON.stringify({ title }) });
    expect(answer.status, title).toBe(200);
  }
  await expect(page.getByRole("heading", { level: 1 })).toContainText(HOSTILE.at(-1) ?? "");
  await expectCalm(page, canary, "the bar");
  for (let at = 0; at < HOSTILE.length; at += 4)
    await makeBin({
      title: HOSTILE.slice(at, at + 4)
        .join(" ")
        .replaceAll("\0", "")
        .slice(0, 120)
        .trim(),
    });
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Your bins" }).getByRole("listitem")).not.toHaveCount(0);
  await expectCalmAtBoth(page, canary, "the front page");
  await bin.open();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /script/ }).first()).toBeAttached();
  await expectCalmAtBoth(page, canary, "the palette");
});

/** What names are written in is drawn in the palette too. */
async function expectCalmPalette(page: Page, canary: Canary, option: RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: option }).first()).toBeAttached();
  await expectCalmAtBoth(page, canary, "the palette");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function fillRules(bin: OwnBin, texts: readonly string[]): Promise<void> {
  await setRules(
    bin.api,
    texts.map((text): TestRule => {
      const clean = text.replaceAll("\0", "").toWellFormed();
      return {
        name: clean.slice(0, 120),
        conditions: [{ field: "body", operator: "contains", value: clean.slice(0, 300) || "x" }],
        action: replying(clean, { templates: false }),
      };
    }),
  );
}

test("as names and values of rules", async ({ page, makeBin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  for (let at = 0; at < HOSTILE.length; at += 100) {
    const bin = await makeBin();
    await fillRules(bin, HOSTILE.slice(at, at + 100));
    await bin.send("/x", { method: "POST", body: Buffer.from(HOSTILE[at] ?? "") });
    await page.goto(`/bins/${bin.id}/rules`);
    await ready(page, `/bins/${bin.id}/rules`);
    await expect(page.getByRole("list", { name: /Rules, in the order/ }).getByRole("heading")).not.toHaveCount(0);
    await expectCalmAtBoth(page, canary, "rules");
    await expectCalmPalette(page, canary, /^Delete rule/);
    await page
      .getByRole("list", { name: /Rules, in the order/ })
      .getByRole("heading")
      .first()
      .getByRole("button")
      .click();
    await expect(page.getByRole("list", { name: "What each rule says" })).toBeVisible();
    await expectCalm(page, canary, "a rule and its trial");
    await page.goto(`/bins/${bin.id}/1`);
    await ready(page, `/bins/${bin.id}/1`);
    await page.getByRole("tab", { name: "Reply" }).click();
    await expect(page.getByRole("tabpanel", { name: "Reply" })).toContainText("Reply given");
    await expectCalm(page, canary, "who answered");
  }
});

test("as names, addresses and headers of targets", async ({ page, makeBin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  const gone = await startReceiver();
  await gone.close();
  for (let at = 0; at < HOSTILE.length; at += 50) {
    const bin = await makeBin();
    const { target, forward } = deliveriesOf(server.url, bin);
    for (const [index, text] of HOSTILE.slice(at, at + 50).entries()) {
      const name = text.replaceAll("\0", "").toWellFormed().trim().slice(0, 80).trim() || "x";
      const made = await target(`${gone.url}/${encodeURIComponent(text.toWellFormed()).slice(0, 1000)}`, {
        name,
        headers: [{ name: "X-Hostile", value: headerText(text, 300), secret: false }],
      });
      if (index < 20)
        await forward(made, { retry: { kind: "none" }, addHeaders: [["X-Added", headerText(text, 300)]] });
    }
    await bin.send("/x", { method: "POST", body: "1" });
    await page.goto(`/bins/${bin.id}/deliveries`);
    await ready(page, `/bins/${bin.id}/deliveries`);
    await expect(page.getByRole("list", { name: "Forwards" }).getByRole("listitem")).not.toHaveCount(0);
    await expectCalmAtBoth(page, canary, "forwards");
    for (const tab of ["Targets", "Deliveries"]) {
      await page.getByRole("tab", { name: tab }).click();
      await expect(page.getByRole("list", { name: tab }).getByRole("listitem")).not.toHaveCount(0);
      await expectCalmAtBoth(page, canary, tab);
      if (tab === "Targets") await expectCalmPalette(page, canary, /^Delete target/);
    }
  }
});
