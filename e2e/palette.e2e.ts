import type { Page } from "@playwright/test";
import { axeProblems } from "./harness/accessible.ts";
import { deliveriesOf } from "./harness/deliveries.ts";
import { sendRaw } from "./harness/raw.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, ready, rows, test } from "./harness/test.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Every action and bin" });

/** Opens the palette by its key, writes what is looked for and takes the first answer. */
async function run(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await palette(page).getByRole("combobox").fill(words);
  // The bins come later than the actions.
  await expect(palette(page).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
}

test("the front page has a palette: bins, a new one, the theme; its button opens it, Ctrl K closes it", async ({
  page,
  makeBin,
}) => {
  const bin = await makeBin({ title: "Staging payments" });
  await page.goto("/");
  await ready(page, "/");
  await page.getByRole("button", { name: "Every action and bin" }).click();
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await expect(palette(page).getByRole("option", { name: /Staging payments/ })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toHaveCount(0);
  await run(page, "dark theme");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await run(page, "a name of your own");
  await expect(page.getByLabel("Name in the address")).toBeFocused();
  await page.getByRole("button", { name: "Every action and bin" }).focus();
  await run(page, "a name of your own");
  await expect(page.getByLabel("Name in the address")).toBeFocused();
  await run(page, "staging pay");
  await ready(page, `/bins/${bin.id}`);
});

test("a new bin is made from any palette", async ({ page, bin }) => {
  await page.goto("/bins/no-such-bin-here");
  await expect(page.getByRole("heading", { name: "No such bin here" })).toBeVisible();
  await page.getByRole("button", { name: "Every action and bin" }).click();
  await expect(palette(page).getByRole("option", { name: new RegExp(bin.id) })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  await palette(page).getByRole("combobox").fill("create a new bin");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => /^\/bins\//.test(url.pathname) && !url.pathname.includes("no-such"));
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await run(page, "delete this bin");
  await expect(page.getByRole("alertdialog")).toBeVisible();
});

test("the palette of the rules page: new rules, ready-made ones, each rule, a try, the bin's other pages", async ({
  page,
  bin,
}) => {
  const path = `/bins/${bin.id}/rules`;
  await page.goto(path);
  await ready(page, path);
  await run(page, "fail twice");
  await expect(page.getByRole("list", { name: /^Rules/ }).getByRole("listitem")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: "New rule" })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  await palette(page).getByRole("combobox").fill("new rule");
  await page.keyboard.press("Enter");
  const editor = page.getByRole("dialog", { name: /rule/i });
  await expect(editor).toBeVisible();
  // A window that is open keeps its place: the palette does not open over it.
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toHaveCount(0);
  await expect(editor).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await run(page, "ready-made");
  await expect(page.getByRole("dialog")).toContainText("Slack");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await run(page, "try the rules");
  await expect(page.getByRole("dialog").getByText("Try against a capture")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await run(page, "counters of rule 1");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await run(page, "switch off rule 1");
  await expect(page.getByRole("switch", { name: /on$/ })).not.toBeChecked();
  await run(page, "delete rule 1");
  await expect(page.getByRole("heading", { name: "Does your sender really try again?" })).toBeVisible();
  await run(page, "captures of this bin");
  await ready(page, `/bins/${bin.id}`);
});

test("the palette of the deliveries page: a new forward, target and replay, its tabs, what is in them", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver();
  const path = `/bins/${bin.id}/deliveries`;
  await page.goto(path);
  await ready(page, path);
  await run(page, "new target");
  const window = page.getByRole("dialog");
  await window.getByLabel("Name").fill("Shop");
  await window.getByLabel("Target URL").fill(`${receiver.url}/ok`);
  await window.getByRole("button", { name: "Save target" }).click();
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("Shop");
  await run(page, "new forward");
  await expect(window).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(window).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Forwards", selected: true })).toBeVisible();
  await run(page, "new replay");
  await expect(window).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(window).toHaveCount(0);
  await run(page, "tab: targets");
  // The palette offers what is on screen when it opens.
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("Shop");
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: "Edit target 1: Shop" })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  await palette(page).getByRole("combobox").fill("edit target");
  await page.keyboard.press("Enter");
  await expect(window.getByLabel("Name")).toHaveValue("Shop");
  await page.keyboard.press("Escape");
  await run(page, "tab: deliveries");
  await run(page, "only deliveries: dead");
  await expect(page.getByRole("button", { name: "Dead letters", pressed: true })).toBeVisible();
  await run(page, "reply rules");
  await ready(page, `/bins/${bin.id}/rules`);
  await receiver.close();
});

test("of two targets with one name each is reached in the palette, and a bin that is gone offers nothing", async ({
  page,
  bin,
  server,
}) => {
  const { target } = deliveriesOf(server.url, bin);
  for (const path of ["one?token=url-secret", "two"]) await target(`${server.url}/healthz/${path}`, { name: "Shop" });
  const path = `/bins/${bin.id}/deliveries`;
  await page.goto(path);
  await ready(page, path);
  await run(page, "tab: targets");
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("one?token=••••••••");
  const urls = [];
  for (const place of [1, 2]) {
    await run(page, `edit target ${place}`);
    urls.push(await page.getByRole("dialog").getByLabel("Target URL").inputValue());
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  expect(new Set(urls).size).toBe(2);
  await bin.api.call("", { method: "DELETE" });
  await expect(page.getByRole("heading", { name: "This bin is gone" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: /theme/i }).first()).toBeVisible();
  await expect(palette(page).getByRole("option", { name: "New target" })).toHaveCount(0);
});

const SECRET = {
  method: "POST",
  headers: [
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["Authorization", "Bearer header-secret"],
    ["Cookie", "sid=cookie-secret; theme=dark"],
  ] as [string, string][],
  body: "user=ada&password=form-secret",
};

/** What is seen of it: what a copy button or a hint holds is another matter. */
async function seen(page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText);
}

test("secrets stay covered in every place until one button shows them, and are covered again with the next capture", async ({
  page,
  context,
  bin,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bin.send("/other");
  await bin.send("/pay?page=2&access_token=query-secret", SECRET);
  await bin.open();
  await rows(page, /\/pay/).click();
  const message = page.getByRole("tabpanel");
  await expect(message.getByRole("table", { name: "Fields" })).toContainText("ada");
  expect(await seen(page)).not.toContain("-secret");
  await expect(message.getByRole("table", { name: "Query" })).toContainText("2");

  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(message).toContainText("Authorization: Bearer ••••••••");
  await expect(message).toContainText("user=ada&password=••••••••");
  expect(await seen(page)).not.toContain("-secret");
  await message.getByRole("button", { name: "Copy the whole message, with secrets" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "Authorization: Bearer header-secret\r\n",
  );
  await message.getByRole("button", { name: "Show secrets" }).click();
  await expect(message).toContainText("access_token=query-secret HTTP/1.1");
  await expect(message).toContainText("Authorization: Bearer header-secret");
  await expect(message).toContainText("password=form-secret");
  await expect(page.getByRole("heading", { name: /access_token=query-secret/ })).toBeVisible();

  await page.getByRole("tab", { name: "Message" }).click();
  const headers = page.getByRole("region", { name: "Headers" });
  await expect(headers).toContainText("Bearer header-secret");
  await expect(page.getByRole("region", { name: "Cookies" })).toContainText("cookie-secret");
  await expect(page.getByRole("region", { name: "Body" })).toContainText("form-secret");
  // One of them can be covered alone; the switch puts them in line again.
  await headers.getByRole("button", { name: "Cover the value of Authorization" }).click();
  await expect(headers).not.toContainText("header-secret");
  await run(page, "cover secrets");
  expect(await seen(page)).not.toContain("-secret");
  await run(page, "show secrets");
  await expect(headers).toContainText("header-secret");

  await run(page, "next (older)");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: "Tab: Raw" })).toBeVisible();
  await expect(palette(page).getByRole("option", { name: "Show secrets" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await run(page, "previous (newer)");
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Fields" })).toContainText("ada");
  expect(await seen(page)).not.toContain("-secret");
});

/** Everything that is seen, shown as a hint or read out. */
async function told(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[title],[aria-label]")]
      .flatMap((one) => [one.getAttribute("title"), one.getAttribute("aria-label")])
      .concat(document.body.innerText)
      .join("\n"),
  );
}

const partOf = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const multipart = (password: string) => ({
  method: "POST",
  headers: [["Content-Type", "multipart/form-data; boundary=b"]] as [string, string][],
  body: `${partOf("password", password)}${partOf("user", "ada")}--b--\r\n`,
});

test("a multipart body is covered in the list, in the raw message, as text and compared", async ({ page, bin }) => {
  await bin.send("/up", multipart("older-secret"));
  await bin.send("/up", multipart("part-secret"));
  await bin.open();
  await expect(rows(page).first()).toContainText('name="password" ••••••••');
  await rows(page).first().click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body).toContainText("ada");
  expect(await told(page)).not.toContain("-secret");
  await run(page, "view the body as text");
  await expect(body).toContainText("••••••••");
  expect(await told(page)).not.toContain("-secret");
  await body.getByRole("button", { name: "Show secrets" }).click();
  await expect(body).toContainText("part-secret");
  await body.getByRole("button", { name: "Cover secrets" }).click();
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("••••••••");
  expect(await told(page)).not.toContain("-secret");
  await run(page, "compare with the previous");
  await expect(page.getByRole("dialog")).toContainText("differ in secrets alone");
  expect(await told(page)).not.toContain("-secret");
});

test("a form is covered as text, and compared by its fields", async ({ page, bin }) => {
  await bin.send("/pay", { ...SECRET, body: "user=ada&password=older-secret" });
  await bin.send("/pay", { ...SECRET, body: "user=eve&password=form-secret" });
  await bin.open();
  await rows(page).first().click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body.getByRole("table", { name: "Fields" })).toContainText("eve");
  await run(page, "view the body as text");
  await expect(body).toContainText("user=eve&password=••••••••");
  expect(await told(page)).not.toContain("-secret");
  await run(page, "compare with the previous");
  const window = page.getByRole("dialog");
  await expect(window).toContainText("eve");
  await expect(window).toContainText("••••••••");
  expect(await told(page)).not.toContain("-secret");
  await window.getByRole("button", { name: "Show the value of password" }).click();
  await expect(window).toContainText("older-secret");
  await expect(window).toContainText("form-secret");
});

test("a message that could not be read is covered in the list, on its tab and compared", async ({
  page,
  bin,
  server,
}) => {
  for (const secret of ["older-secret", "head-secret"])
    await sendRaw(
      server.port,
      `GET /${bin.id}/bad?token=${secret} HTTP/1.1\r\nAuthorization: Bearer ${secret}\r\nNo field\r\n\r\n`,
    );
  await bin.open();
  await expect(rows(page).first()).toContainText("Authorization: Bearer ••••••••");
  await rows(page).first().click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body).toContainText("Authorization: Bearer ••••••••");
  expect(await told(page)).not.toContain("-secret");
  await run(page, "compare with the previous");
  await expect(page.getByRole("dialog")).toContainText("compared with #1");
  await expect(page.getByRole("dialog").getByRole("heading", { name: "Query" })).toBeVisible();
  expect(await told(page)).not.toContain("-secret");
  await page.keyboard.press("Escape");
  await body.getByRole("button", { name: "Show secrets" }).click();
  await expect(body).toContainText("Bearer head-secret");
});

test("of a long body the copy says how much it is, and secrets of addresses in headers are covered", async ({
  page,
  bin,
}) => {
  await bin.send("/long", {
    method: "POST",
    headers: [
      ["Content-Type", "text/plain"],
      ["Referer", "https://shop.example/?page=2&token=referer-secret"],
    ],
    body: "line\n".repeat(300_000),
  });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("button", { name: "Copy the first 1.0 MB of the body" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Headers" })).toContainText("/?page=2&token=••••••••");
  expect(await told(page)).not.toContain("-secret");
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(
    page.getByRole("button", {
      name: "Copy the request line, the headers and the first 1.0 MB of the body, with secrets",
    }),
  ).toBeVisible();
  expect(await told(page)).not.toContain("-secret");
});

test("every piece of a capture is copied by one button, and by the palette", async ({ page, context, bin }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bin.send("/pay?page=2&access_token=query-secret", SECRET);
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("table", { name: "Fields" })).toContainText("ada");
  const capture = (await (await bin.api.call("/captures/1")).json()) as {
    body: { sha256: string };
    receivedAt: string;
    remoteIp: string;
  };
  const target = `/${bin.id}/pay?page=2&access_token=query-secret`;
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const clear = () => page.evaluate(() => navigator.clipboard.writeText(""));
  const pieces: [button: string, text: string, words: string][] = [
    ["Copy the SHA-256", capture.body.sha256, "copy the sha"],
    ["Copy the sender's address", capture.remoteIp, "copy the sender"],
    ["Copy the time, as ISO 8601", capture.receivedAt, "copy the time, as iso"],
    ["Copy all cookies, with secrets", "sid=cookie-secret; theme=dark", "copy all cookies"],
    ["Copy the query, with secrets", "page=2\naccess_token=query-secret", "copy the query"],
    ["Copy the value of theme", "dark", ""],
    ["Copy all fields, with secrets", "user=ada\npassword=form-secret", ""],
  ];
  for (const [name, text, words] of pieces) {
    await clear();
    const article = page.getByRole("article");
    await article.getByRole("button", { name, exact: true }).click();
    await expect.poll(copied, { message: name }).toBe(text);
    if (words === "") continue;
    await clear();
    await run(page, words);
    await expect.poll(copied, { message: words }).toBe(text);
  }
  await run(page, "copy all headers");
  await expect.poll(copied).toContain("Authorization: Bearer header-secret\nCookie: ");
  await run(page, "copy method");
  await expect.poll(copied).toBe(`POST ${target}`);
  await run(page, "milliseconds");
  await expect.poll(copied).toBe(String(Date.parse(capture.receivedAt)));
  await run(page, "copy the body");
  await expect.poll(copied).toBe(SECRET.body);
});

test("a part of a multipart body gives its name and headers, and a secret one is covered", async ({
  page,
  context,
  bin,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  await bin.send("/up", {
    method: "POST",
    headers: [["Content-Type", "multipart/form-data; boundary=b"]],
    body: `${part("user", "ada")}${part("password", "part-secret")}--b--\r\n`,
  });
  await bin.open();
  await rows(page).click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body).toContainText("ada");
  await expect(body).not.toContainText("part-secret");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await body.getByRole("button", { name: "Copy the name user" }).click();
  await expect.poll(copied).toBe("user");
  await body.getByText("1 header").first().click();
  await body.getByRole("button", { name: "Copy all headers of this part" }).first().click();
  await expect.poll(copied).toBe('Content-Disposition: form-data; name="user"');
  await body.getByRole("button", { name: "Show the value of password" }).click();
  await expect(body).toContainText("part-secret");
});
