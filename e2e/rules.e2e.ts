import { PRESETS } from "#lib/model/presets.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { replying, setRules } from "./harness/rules.ts";
import { listedRules, openRules } from "./harness/rules-page.ts";
import { expect, ready, rows, test } from "./harness/test.ts";

const JSON_TYPE: [string, string][] = [["Content-Type", "application/json"]];

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test("a bin's three pages are one step from each other", async ({ page, bin }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await bin.open();
  const nav = page.getByRole("navigation", { name: "Pages of this bin" });
  for (const [name, path] of [
    ["Rules", "/rules"],
    ["Deliveries", "/deliveries"],
    ["Captures", ""],
  ] as const) {
    const { x } = (await nav.boundingBox()) ?? {};
    await nav.getByRole("link", { name }).click();
    await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}${path}$`));
    await expect(nav.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    expect((await nav.boundingBox())?.x).toBe(x);
  }
});

test("a rule that answers by a JSON value is made in the page, and a sender hears it", async ({ page, bin }) => {
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Reply rules" }).click();
  await ready(page, `/bins/${bin.id}/rules`);
  await page.getByRole("button", { name: "Start a blank rule" }).click();
  const window = page.getByRole("dialog", { name: "New rule" });
  await window.getByLabel("Name", { exact: true }).fill("Refunds are refused");
  await window.getByRole("button", { name: "Add a condition" }).click();
  await window.getByLabel("Looks at").selectOption("JSON value");
  await window.getByLabel("Path in the JSON").fill("data.type");
  await window.getByLabel("How", { exact: true }).selectOption("is");
  await window.getByLabel("Value", { exact: true }).fill("refund");
  await window.getByLabel("Status").fill("422");
  await window.getByLabel("Body", { exact: true }).fill('{"no":{{json.data.id | json}}}');
  await window.getByRole("button", { name: "Save rule" }).click();
  await expect(listedRules(page)).toHaveText(["Refunds are refused"]);
  await expect(page.getByText("Has answered no capture that is kept")).toBeVisible();

  const refund = await bin.send("/x", { headers: JSON_TYPE, body: '{"data":{"type":"refund","id":"r_1"}}' });
  expect(statusOf(refund)).toBe(422);
  expect(refund).toContain('{"no":"r_1"}');
  expect(statusOf(await bin.send("/x", { headers: JSON_TYPE, body: '{"data":{"type":"sale"}}' }))).toBe(200);
  await expect(page.getByText(/Answered 1 capture, last/)).toBeVisible();

  await page.getByRole("link", { name: "#1", exact: true }).click();
  const answered = page.getByRole("article", { name: "Capture 1" }).getByRole("link", { name: "Refunds are refused" });
  await expect(answered).toBeVisible();
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(answered).toHaveCount(2);
});

test("fail twice, then succeed: one click, and a sender that tries again gets through", async ({ page, bin }) => {
  await openRules(page, bin);
  await page.getByRole("button", { name: "Add this rule" }).click();
  await expect(listedRules(page)).toHaveText(["Fail twice, then succeed"]);

  const heard: number[] = [];
  while (heard.length < 5 && heard.at(-1) !== 200) heard.push(statusOf(await bin.send("/orders", { body: "same" })));
  expect(heard).toEqual([503, 503, 200]);

  await page.getByRole("button", { name: "More about Fail twice, then succeed" }).click();
  await page.getByRole("menuitem", { name: "Counters" }).click();
  const counters = page.getByRole("dialog", { name: /Counters/ });
  await expect(counters.getByText(/3 answered/)).toBeVisible();
  await counters.getByRole("button", { name: "Start all again" }).click();
  await expect(counters.getByText(/No run has begun/)).toBeVisible();
  expect(statusOf(await bin.send("/orders", { body: "same" }))).toBe(503);

  await page.goto(`/bins/${bin.id}/3`);
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(page.getByText("This event came 4 times.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Attempts" }).getByRole("listitem")).toHaveCount(4);
});

test("rules are moved by keyboard, keep the focus, and the new order is what senders meet", async ({ page, bin }) => {
  await setRules(bin.api, [
    { name: "One", action: replying("one") },
    { name: "Two", action: replying("two") },
    { name: "Three", action: replying("three") },
  ]);
  await openRules(page, bin);
  const up = page.getByRole("button", { name: "Move Three up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(listedRules(page)).toHaveText(["One", "Three", "Two"]);
  await expect(page.getByText("Three is now number 2 of 3")).toBeAttached();
  await expect(up).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(listedRules(page)).toHaveText(["Three", "One", "Two"]);
  await expect.poll(async () => bin.send("/x")).toContain("three");
  await page.getByRole("switch", { name: "Three: on" }).click();
  await expect.poll(async () => bin.send("/x")).toContain("one");
});

test("what is removed leaves the focus with its neighbour: rules, and the conditions of one", async ({ page, bin }) => {
  const conditions = ["/a", "/b"].map((value) => ({ field: "path" as const, operator: "equals" as const, value }));
  await setRules(bin.api, [
    { name: "One", action: replying("one") },
    { name: "Two", conditions, action: replying("two") },
  ]);
  await openRules(page, bin);
  await page.getByRole("button", { name: "Two", exact: true }).click();
  const window = page.getByRole("dialog", { name: "Edit the rule" });
  await window.getByRole("button", { name: "Remove condition 2" }).press("Enter");
  await expect(window.getByRole("button", { name: "Remove condition 1" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(window.getByRole("button", { name: "Add a condition" })).toBeFocused();
  await window.getByRole("button", { name: "Save rule" }).click();
  await expect(window).toBeHidden();
  const remove = async () => {
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  };
  await page.getByRole("button", { name: "More about One" }).focus();
  await remove();
  await expect(page.getByRole("button", { name: "More about Two" })).toBeFocused();
  await remove();
  await expect(page.getByRole("button", { name: "Add this rule" })).toBeFocused();
});

test("a rule is dragged to another place", async ({ page, bin }) => {
  await setRules(bin.api, [
    { name: "One", action: replying("one") },
    { name: "Two", action: replying("two") },
  ]);
  await openRules(page, bin);
  const grip = await page.getByTitle("Drag to reorder").nth(1).boundingBox();
  const top = await page.getByTitle("Drag to reorder").nth(0).boundingBox();
  if (!grip || !top) throw new Error("no grips");
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(top.x + 8, top.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect(listedRules(page)).toHaveText(["Two", "One"]);
  await expect.poll(async () => bin.send("/x")).toContain("two");
});

test("a rule is tried against a capture before it is saved; wrong input is said beside its field", async ({
  page,
  bin,
}) => {
  await setRules(bin.api, [
    { name: "Orders", conditions: [{ field: "path", operator: "glob", value: "/orders/:id" }], action: replying("o") },
  ]);
  await bin.send("/orders/7");
  await openRules(page, bin);
  await page.getByRole("button", { name: "Orders", exact: true }).click();
  const window = page.getByRole("dialog", { name: "Edit the rule" });
  await expect(window.getByText("This rule answers.")).toBeVisible();
  await window.getByLabel("Body", { exact: true }).fill("order {{params.id}} {{json.nothing}}");
  await expect(window.getByRole("region", { name: "Body of the reply" })).toContainText("order 7");
  await expect(window.getByText(/json\.nothing/).last()).toBeVisible();
  await window.getByLabel("Value", { exact: true }).fill("/invoices/*");
  await expect(window.getByText("The bin's own reply answers.")).toBeVisible();
  await expect(window.getByText(/Does not hold: path fits/)).toBeVisible();

  await window.getByLabel("How", { exact: true }).selectOption("matches pattern");
  await window.getByLabel("Value", { exact: true }).fill("(");
  await window.getByRole("button", { name: "Save rule" }).click();
  await expect(window.getByRole("alert").filter({ hasText: /cannot be read/ })).toBeVisible();
  await page.keyboard.press("Escape");
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Discard changes" }).click();
  await expect(window).toBeHidden();
  expect(await bin.send("/orders/8")).toContain("\r\n\r\no");
});

test("a path left empty is said beside its field, and nothing is saved", async ({ page, bin }) => {
  await openRules(page, bin);
  await page.getByRole("button", { name: "Start a blank rule" }).click();
  const window = page.getByRole("dialog", { name: "New rule" });
  await window.getByRole("button", { name: "Add a condition" }).click();
  await window.getByRole("button", { name: "Save rule" }).click();
  const value = window.getByLabel("Value", { exact: true });
  await expect(value).toHaveAccessibleDescription(/Give a path/);
  await value.fill("/orders/*");
  await window.getByRole("textbox", { name: "Body", exact: true }).press("ControlOrMeta+Enter");
  await expect(window).toBeHidden();
  await expect(listedRules(page)).toHaveCount(1);
});

test("a preset asks what it needs", async ({ page, bin }) => {
  await openRules(page, bin);
  await page.getByRole("button", { name: "Choose a provider" }).click();
  const window = page.getByRole("dialog", { name: "Ready-made rules" });
  await window.getByLabel("Find").fill("hub.challenge");
  await window.getByRole("button", { name: /^Add Meta/ }).click();
  await window.getByLabel("Verify token").fill("s3cret");
  await window.getByRole("button", { name: /^Add Meta/ }).click();
  await expect(listedRules(page)).toHaveText(["Meta hub.challenge", "Meta, wrong verify token"]);
  const answer = await bin.send("?hub.mode=subscribe&hub.verify_token=s3cret&hub.challenge=42", { method: "GET" });
  expect(answer).toMatch(/\r\n\r\n42$/);
});

test("the rules' page and its windows are accessible", async ({ page, bin }) => {
  await openRules(page, bin);
  await expectAccessible(page);
  const failTwice = PRESETS.find(({ id }) => id === "fail-twice")?.rules({}) ?? [];
  await setRules(bin.api, [
    {
      name: "Orders",
      percent: 40,
      conditions: [{ field: "header", name: "X-Event", operator: "equals", value: "push" }],
      action: replying("{{json.nothing}}"),
    },
    { name: "Off", enabled: false, action: { kind: "fault", fault: { kind: "reset" } } },
    ...failTwice,
  ]);
  await bin.send("/x");
  await openRules(page, bin);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Orders", exact: true }).click();
  await expect(page.getByRole("list", { name: "What each rule says" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fail twice, then succeed", exact: true }).click();
  await expect(page.getByRole("group", { name: "Step 2" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Ready-made" }).click();
  await expect(page.getByRole("dialog", { name: "Ready-made rules" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await page.goto(`/bins/${bin.id}`);
  await rows(page).click();
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(page.getByText("This event came once.")).toBeVisible();
  await expectAccessible(page);
});

test("a step back asks before an unsaved rule is lost", async ({ page, bin }) => {
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Reply rules" }).click();
  await ready(page, `/bins/${bin.id}/rules`);
  await page.getByRole("button", { name: "Start a blank rule" }).click();
  const window = page.getByRole("dialog", { name: "New rule" });
  await window.getByLabel("Name", { exact: true }).fill("Half a rule");
  await page.goBack();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(window.getByLabel("Name", { exact: true })).toHaveValue("Half a rule");
  await page.goBack();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /discard|leave/i })
    .click();
  await expect(window).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}/rules$`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}$`));
});

test("an owner's link opens the rules and the deliveries in a browser that has never seen the bin", async ({
  browser,
  bin,
  server,
}) => {
  for (const [name, heading] of [
    ["rules", "Reply rules"],
    ["deliveries", "Deliveries"],
  ] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/bins/${bin.id}/${name}#key=${bin.key}`);
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    expect(page.url()).not.toContain("key");
    await context.close();
  }
});
