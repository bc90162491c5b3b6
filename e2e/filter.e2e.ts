import { expect, rows, test } from "./harness/test.ts";

const box = "Filter the captures";

test("words and terms narrow the list, and what arrives joins only when it fits", async ({ page, bin }) => {
  await bin.send("/orders/1", { method: "POST", body: "paid" });
  await bin.send("/orders/2", { method: "GET" });
  await bin.send("/404", { method: "POST" });
  await bin.open();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: box })).toBeFocused();
  await page.keyboard.type("path:orders method:POST");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page, /POST \/orders\/1/)).toBeVisible();
  await bin.send("/other", { method: "POST" });
  await bin.send("/orders/3", { method: "POST" });
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText("/orders/3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("G");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows(page)).toHaveCount(5);
});

test("what one works on stays when the filter is cleared", async ({ page, bin }) => {
  await bin.send("/orders");
  await bin.send("/orders");
  await bin.open();
  await page.getByRole("textbox", { name: box }).fill("path:orders");
  await expect(page.getByText("2 of 2")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("half a");
  await bin.send("/other");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("half a");
});

test("chips filter by method, status, kind and pin", async ({ page, bin }) => {
  await bin.send("/a", { method: "POST" });
  await bin.send("/404");
  await bin.open();
  await page.getByRole("button", { name: "Ways to filter" }).click();
  const chips = page.getByRole("group", { name: "Filter by" });
  await chips.getByRole("button", { name: "4xx" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page, /404/)).toBeVisible();
  await chips.getByRole("button", { name: "rejected" }).click();
  await expect(page.getByText("Nothing fits this filter")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).first().click();
  await expect(rows(page)).toHaveCount(2);
});

test("a value of one capture becomes the filter", async ({ page, bin }) => {
  await bin.send("/a/b?x=1", { method: "PUT" });
  await bin.send("/c", { method: "POST" });
  await bin.open();
  await rows(page, /\/a\/b/).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  await detail.getByRole("button", { name: "Filter by this path" }).click();
  await expect(page.getByRole("textbox", { name: box })).toHaveValue("path:/a/b");
  await expect(rows(page)).toHaveCount(1);
  await detail.getByRole("button", { name: "Filter by method PUT" }).click();
  await expect(page.getByRole("textbox", { name: box })).toHaveValue("path:/a/b method:PUT");
});

test("a value of the query, a cookie, a form, a document, the content type and the sender's address become the filter", async ({
  page,
  bin,
}) => {
  const form: [string, string][] = [["Content-Type", "application/x-www-form-urlencoded"]];
  await bin.send("/a?id=1&q=two+words", { method: "POST", headers: form, body: "who=ada+l&n=1" });
  await bin.send("/a?id=2", { method: "POST", headers: [["Cookie", "sid=abc; theme=dark"]], body: "" });
  await bin.send("/a?id=3", {
    method: "POST",
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ state: "in transit", n: 77, pad: "x".repeat(200), late: 77 }),
  });
  await bin.open();
  const field = page.getByRole("textbox", { name: "Filter the captures" });
  const expectFilter = async (text: string, count: number) => {
    await expect(field).toHaveValue(text);
    await expect(rows(page)).toHaveCount(count);
    await field.fill("");
    await expect(rows(page)).toHaveCount(3);
  };
  await rows(page, /id=1/).click();
  await page.getByRole("button", { name: "Filter by this value of q" }).click();
  await expectFilter("path:q=two+words", 1);
  await page.getByRole("button", { name: "Filter by this value of who" }).click();
  await expectFilter("who=ada+l", 1);
  await page.getByRole("button", { name: "Filter by sender 127.0.0.1" }).click();
  await expectFilter("from:127.0.0.1", 3);
  await page.getByRole("button", { name: "Filter by content type application/x-www-form-urlencoded" }).click();
  await expectFilter("header:content-type~application/x-www-form-urlencoded", 1);
  await rows(page, /id=2/).click();
  await page.getByRole("button", { name: "Show the value of sid" }).click();
  await page.getByRole("button", { name: "Filter by this value of sid" }).click();
  await expectFilter("header:cookie~sid=abc", 1);
  await rows(page, /id=3/).click();
  const state = page.getByRole("treeitem", { name: /in transit/ });
  await state.hover();
  await state.getByRole("button", { name: "Filter by this value" }).click();
  await expectFilter('"in transit"', 1);
  const late = page.getByRole("treeitem", { name: "late: 77" });
  await late.hover();
  await expect(late.getByRole("button", { name: "Copy value" })).toBeVisible();
  await expect(late.getByRole("button", { name: "Filter by this value" })).toHaveCount(0);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("the path's filter is there to be pressed", async ({ page, bin }) => {
    await bin.send("/orders");
    await bin.send("/other");
    await page.goto(`/bins/${bin.id}`);
    await rows(page, /orders/).tap();
    await page.getByRole("button", { name: "Filter by this path" }).tap();
    await expect(rows(page)).toHaveCount(1);
    await expect(page).toHaveURL(/#filter=path:\/orders$/);
    await page.goForward();
    await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
    await page.goBack();
    await expect(rows(page)).toHaveCount(1);
    await expect(page).toHaveURL(/#filter=path:\/orders$/);
  });
});

test("headers narrow the list, and what arrives joins when it has them", async ({ page, bin }) => {
  const event = (value: string) => ({ method: "POST", headers: [["X-Event", value]] as [string, string][] });
  await bin.send("/a", event("push"));
  await bin.send("/b", event("pull"));
  await bin.send("/c");
  await bin.open();
  const field = page.getByRole("textbox", { name: box });
  await rows(page, /\/a/).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  await detail.getByRole("button", { name: "Filter by this value of X-Event" }).click();
  await expect(field).toHaveValue("header:X-Event=push");
  await expect(rows(page)).toHaveCount(1);
  await bin.send("/d", event("pull"));
  await bin.send("/e", event("push"));
  await expect(rows(page, /\/e/)).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await field.fill("header:x-event~pu path:/b");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page, /\/b/)).toBeVisible();
  await field.fill("header:x-event");
  await expect(rows(page)).toHaveCount(4);
});

test("what the filter does not understand is said beside it, and what is mended goes", async ({ page, bin }) => {
  await bin.send("/a", { method: "POST", body: "at foo:bar" });
  await bin.send("/404");
  await bin.open();
  const field = page.getByRole("textbox", { name: box });
  await field.fill("status:abc foo:bar");
  await expect(field).toHaveAccessibleDescription(
    /^status:abc is left out. status: takes 404, .* foo:bar is looked for as words, as there is no term “foo”/,
  );
  await expect(rows(page)).toHaveCount(1);
  await field.fill('status:200 "foo:bar"');
  await expect(field).toHaveAccessibleDescription("");
  await expect(rows(page)).toHaveCount(1);
});

test("the address keeps the filter from servers and for a reload, another tab and the way back", async ({
  page,
  context,
  bin,
}) => {
  await bin.send("/orders");
  await bin.send("/other");
  await bin.open();
  const field = page.getByRole("textbox", { name: box });
  await field.fill("path:/orders method:POST");
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(`/bins/${bin.id}#filter=path:/orders%20method:POST`);
  await rows(page).click();
  await expect(page).toHaveURL(`/bins/${bin.id}/1#filter=path:/orders%20method:POST`);
  await page.reload();
  await expect(field).toHaveValue("path:/orders method:POST");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.goto("/");
  await page.goBack();
  await expect(field).toHaveValue("path:/orders method:POST");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(1);
  // Written by hand behind the address.
  await other.evaluate(() => {
    location.hash = "#filter=other";
  });
  await expect(rows(other, /\/other/)).toBeVisible();
  await other.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows(other)).toHaveCount(2);
  await expect(other).toHaveURL(`/bins/${bin.id}/1`);
});

test("a covered secret does not become a filter before it is shown", async ({ page, bin }) => {
  await bin.send("/a", { headers: [["Authorization", "Bearer secret"]] });
  await bin.open();
  await rows(page).click();
  const filterBy = page.getByRole("button", { name: "Filter by this value of Authorization" });
  await expect(page.getByRole("button", { name: "Copy the value of Authorization" })).toBeAttached();
  await expect(filterBy).toHaveCount(0);
  await page.getByRole("button", { name: "Show the value of Authorization" }).click();
  await filterBy.click();
  await expect(page.getByRole("textbox", { name: box })).toHaveValue('header:"Authorization=Bearer secret"');
  await expect(rows(page)).toHaveCount(1);
});

test("older captures that fit load as one scrolls", async ({ page, bin }) => {
  test.setTimeout(60_000);
  for (let index = 1; index <= 260; index += 1) await bin.send(index % 2 ? `/odd/${index}` : `/even/${index}`);
  await bin.open();
  await page.getByRole("textbox", { name: box }).fill("path:/odd");
  await expect(rows(page, /\/odd\/259/)).toBeVisible();
  await expect(async () => {
    await page.getByRole("listbox", { name: "Captures" }).press("End");
    await expect(page.getByRole("article", { name: "Capture 1", exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
});
