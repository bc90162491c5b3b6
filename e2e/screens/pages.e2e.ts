import type { Page } from "@playwright/test";
import { PRESETS } from "#lib/model/presets.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { startReceiver } from "../harness/receiver.ts";
import { replying, setRules } from "../harness/rules.ts";
import { expect, type OwnBin, test } from "../harness/test.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

test("the front page: nobody has been here", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Create a bin" })).toBeVisible();
  await look(page, "front-empty");
  await page.getByRole("button", { name: "with a name of your own" }).click();
  await page.getByLabel("Name in the address").fill("no");
  await page.getByRole("button", { name: "Create a bin" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await look(page, "front-naming");
});

test("the front page: with bins", async ({ page, makeBin }) => {
  for (const title of ["Orders of the shop", "Staging payments", ""]) {
    const bin = await makeBin({ title });
    await bin.send("/one");
  }
  await page.goto("/");
  await expect(page.getByRole("link", { name: /Staging payments/ })).toBeVisible();
  await look(page, "front-bins");
});

async function openRules(page: Page, bin: OwnBin): Promise<void> {
  await page.goto(`/bins/${bin.id}/rules`);
  await expect(page.getByRole("heading", { name: "Reply rules" })).toBeVisible();
}

test("reply rules: none, ready-made ones, several, the editor and its trial, counters", async ({ page, makeBin }) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  await openRules(page, bin);
  await look(page, "rules-none");
  await page.getByRole("button", { name: "Choose a provider" }).click();
  await expect(page.getByRole("dialog", { name: "Ready-made rules" })).toBeVisible();
  await look(page, "rules-presets");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Start a blank rule" }).click();
  await expect(page.getByRole("dialog", { name: "New rule" })).toBeVisible();
  await look(page, "rules-new");
  await setRules(bin.api, [
    {
      name: "Orders",
      percent: 40,
      conditions: [
        { field: "path", operator: "glob", value: "/orders/:id" },
        { field: "header", name: "X-Event", operator: "equals", value: "push" },
      ],
      action: replying('{"order":"{{params.id}}","none":"{{json.nothing}}"}'),
    },
    { name: "Cut the wire", enabled: false, action: { kind: "fault", fault: { kind: "reset" } } },
    ...(PRESETS.find(({ id }) => id === "fail-twice")?.rules({}) ?? []),
  ]);
  await bin.send("/orders/7", { headers: [["X-Event", "push"]], body: "{}" });
  await bin.send("/other", { body: "same" });
  await bin.send("/other", { body: "same" });
  await openRules(page, bin);
  await look(page, "rules-several");
  await page.getByRole("button", { name: "Orders", exact: true }).click();
  const editor = page.getByRole("dialog", { name: "Edit the rule" });
  await expect(editor.getByRole("list", { name: "What each rule says" })).toBeVisible();
  await look(page, "rules-editor");
  await editor.getByRole("list", { name: "What each rule says" }).scrollIntoViewIfNeeded();
  await look(page, "rules-trial");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fail twice, then succeed", exact: true }).click();
  await expect(page.getByRole("group", { name: "Step 2" })).toBeVisible();
  await look(page, "rules-sequence");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More about Fail twice, then succeed" }).click();
  await page.getByRole("menuitem", { name: "Counters" }).click();
  await expect(page.getByRole("dialog", { name: /Counters/ })).toContainText("answered");
  await look(page, "rules-counters");
});

test("deliveries: none, forwards, what was sent, one delivery, dead letters, targets", async ({
  page,
  server,
  makeBin,
}) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  const takes = await startReceiver();
  const gone = await startReceiver();
  await gone.close();
  await page.goto(`/bins/${bin.id}/deliveries`);
  await expect(page.getByRole("heading", { name: /Forward every capture/ })).toBeVisible();
  await look(page, "deliveries-none");
  await page.getByRole("button", { name: "Forward captures" }).click();
  await expect(page.getByRole("dialog", { name: "New forward" })).toBeVisible();
  await look(page, "deliveries-new-forward");
  const outbox = deliveriesOf(server.url, bin);
  const machine = await outbox.target(`${takes.url}/hooks`, { name: "my machine" });
  const staging = await outbox.target(`${gone.url}/webhooks`, {
    name: "staging",
    headers: [{ name: "Authorization", value: "Bearer hidden", secret: true }],
  });
  const below = (path: string) => ({ field: "path", operator: "glob", value: `${path}/*` }) as const;
  await outbox.forward(machine, { conditions: [below("/orders")] });
  await outbox.forward(staging, {
    retry: { kind: "none" },
    conditions: [{ field: "method", operator: "equals", value: "POST" }, below("/refunds")],
  });
  // One after the other: two at once would stand in either order.
  for (const [index, path] of ["/orders/1", "/refunds/2", "/orders/3", "/refunds/4"].entries()) {
    await bin.send(path, { method: "POST", body: "1" });
    const isDone = async () =>
      (await outbox.list()).deliveries.filter(({ state }) => state === "dead" || state === "succeeded").length;
    await expect.poll(isDone).toBe(index + 1);
  }
  await page.reload();
  await expect(page.getByRole("list", { name: "Forwards" })).toContainText("staging");
  await look(page, "deliveries-forwards");
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await expect(page.getByRole("list", { name: "Deliveries" }).getByRole("listitem")).toHaveCount(4);
  await look(page, "deliveries-sent");
  await page
    .getByRole("button", { name: /Open the delivery/ })
    .first()
    .click();
  await expect(page.getByRole("dialog").getByText("Attempt 1")).toBeVisible();
  await look(page, "deliveries-one");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Dead letters/ }).click();
  await expect(page.getByRole("button", { name: "Resend all dead letters" })).toBeVisible();
  await look(page, "deliveries-dead-letters");
  await page.getByRole("tab", { name: "Targets" }).click();
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("staging");
  await look(page, "deliveries-targets");
  await page.getByRole("button", { name: "Edit the target staging" }).click();
  await expect(page.getByRole("dialog", { name: "Edit target" })).toBeVisible();
  await look(page, "deliveries-target");
  await takes.close();
});
