import { createHmac } from "node:crypto";
import type { Locator } from "@playwright/test";
import { breakable } from "./harness/breakable.ts";
import { startReceiver } from "./harness/receiver.ts";
import { openResend } from "./harness/steps.ts";
import { expect, rows, test } from "./harness/test.ts";

test("a capture is resent to a local receiver with the same bytes, and its answer is shown", async ({ page, bin }) => {
  const receiver = await startReceiver();
  const body = Buffer.from('{"amount": 42.0,\n "note":"caf\u00e9"}');
  const signature = `sha256=${createHmac("sha256", "key").update(body).digest("hex")}`;
  await bin.send("/github", {
    headers: [
      ["X-Hub-Signature-256", signature],
      ["Content-Type", "application/json"],
    ],
    body,
  });
  const window = await openResend(page, bin, `${receiver.url}/local`);
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  await expect(window.getByText("200").first()).toBeVisible();
  const [got] = receiver.messages();
  const at = got?.indexOf("\r\n\r\n") ?? 0;
  expect(got?.subarray(at + 4)).toEqual(body);
  expect(got?.subarray(0, at).toString("latin1")).toContain(`X-Hub-Signature-256: ${signature}`);
  await receiver.close();
});

test("method, headers and body are edited before sending", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", {
    headers: [
      ["X-Old", "1"],
      ["Content-Type", "text/plain"],
    ],
    body: "before",
  });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("textbox", { name: "Value of header 1" }).fill("2");
  await window.getByRole("textbox", { name: "Body" }).fill("after");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  const got = receiver.messages()[0]?.toString("latin1") ?? "";
  expect(got).toContain("X-Old: 2\r\n");
  expect(got).toMatch(/\r\n\r\nafter$/);
  await receiver.close();
});

test("Ctrl and Enter in the body send the form, and the body stays as it was", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "text/plain"]], body: "one\ntwo" });
  const window = await openResend(page, bin, "");
  await window.getByRole("switch", { name: /Edit method/ }).click();
  const body = window.getByRole("textbox", { name: "Body", exact: true });
  await body.press("ControlOrMeta+Enter");
  await window.getByLabel("Target URL").fill(receiver.url);
  await body.press("ControlOrMeta+Enter");
  await expect(window.getByText("received")).toBeVisible();
  expect(receiver.messages().map((message) => message.toString().split("\r\n\r\n")[1])).toEqual(["one\ntwo"]);
  await receiver.close();
});

for (const reducedMotion of ["reduce", "no-preference"] as const)
  test(`the answer to an edited request comes into view, the focus stays (motion: ${reducedMotion})`, async ({
    page,
    bin,
  }) => {
    await page.emulateMedia({ reducedMotion });
    await page.setViewportSize({ width: 1024, height: 600 });
    const receiver = await startReceiver();
    await bin.send("/hook", { method: "POST", body: "line\n".repeat(30) });
    const window = await openResend(page, bin, receiver.url);
    await window.getByRole("switch", { name: /Edit method/ }).click();
    await expect(window.getByRole("textbox", { name: "Body", exact: true })).toBeVisible();
    const send = window.getByRole("button", { name: "Send", exact: true });
    await send.press("Enter");
    await expect(window.getByText("received")).toBeInViewport({ ratio: 1 });
    await expect(window.getByText("Succeeded", { exact: true })).toBeInViewport({ ratio: 1 });
    await expect(send).toBeFocused();
    await receiver.close();
  });

test("a target that is not allowed is refused beside its field", async ({ page, bin }) => {
  await bin.send("/hook");
  const window = await openResend(page, bin, "http://169.254.169.254/latest/meta-data/");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText(/not allowed|may not/i).first()).toBeVisible();
  const top = async (part: Locator) => (await part.boundingBox())?.y;
  const line = await top(window.getByLabel("Target URL"));
  expect(line).toBeDefined();
  expect(await top(window.getByLabel("Sent by"))).toBe(line);
  expect(await top(window.getByRole("button", { name: "Send", exact: true }))).toBe(line);
});

test("a body whose lines end in CRLF keeps them when it is edited", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "text/plain"]], body: "a\r\nb\r\n" });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("textbox", { name: "Body" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("c");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  expect(receiver.messages()[0]?.toString().split("\r\n\r\n")[1]).toBe("a\r\nb\r\nc");
  await receiver.close();
});

test("a body whose line ends are mixed is sent as it is, but for what was typed", async ({ page, bin }) => {
  const receiver = await startReceiver();
  const body = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\none\ntwo\rthree\r\n--b--\r\n';
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "text/plain"]], body });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await expect(window.getByText(/Line ends are mixed/)).toBeVisible();
  await window.getByRole("textbox", { name: "Body" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("c");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  const sent = receiver.messages()[0]?.toString() ?? "";
  expect(sent.slice(sent.indexOf("\r\n\r\n") + 4)).toBe(`${body}c`);
  await receiver.close();
});

test("a body that is replaced from a file ends its lines as the file does", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "text/plain"]], body: "a\r\nb\r\n" });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await expect(window.getByRole("textbox", { name: "Body", exact: true })).toContainText("a");
  await window
    .getByLabel("Body from a file")
    .setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("x\ny\n") });
  await expect(window.getByRole("textbox", { name: "Body", exact: true })).toContainText("x");
  await window.getByRole("textbox", { name: "Body", exact: true }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("z");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  expect(receiver.messages()[0]?.toString()).toMatch(/\r\n\r\nx\ny\nz$/);
  await receiver.close();
});

test("the delivery one reads stays open when a newer one arrives, and screen readers hear one sentence", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver();
  await bin.send("/hook");
  const deliver = () =>
    bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url: receiver.url }) });
  await deliver();
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: /Deliveries/ }).click();
  const list = page.getByRole("region", { name: "Deliveries of this capture" });
  await expect(list.getByText("received")).toBeVisible();
  await deliver();
  await expect(list.getByText("Succeeded", { exact: true })).toHaveCount(2);
  await expect(list.getByText("received")).toHaveCount(1);
  await expect(list.getByText("received")).toBeVisible();
  await expect(list.locator("details[open]").first()).toContainText("Attempt 1");
  await expect(list.getByRole("status")).toHaveText(`Succeeded, answered 200: POST ${receiver.url}`);
  await expect(list.locator("[aria-live] time")).toHaveCount(0);
  await receiver.close();
});

test("deliveries that happened while the connection was away are there when it is back, and many are linked", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver();
  const connection = await breakable(page);
  await bin.send("/hook");
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await expect(page.getByText("Not sent anywhere yet")).toBeVisible();
  await connection.cut();
  await expect(page.getByRole("status", { name: /Connection: (reconnecting|offline)/ })).toBeVisible();
  for (let count = 0; count < 51; count += 1) {
    const sent = await bin.api.call("/captures/1/deliveries", {
      method: "POST",
      body: JSON.stringify({ url: receiver.url }),
    });
    expect(sent.status).toBe(201);
  }
  connection.mend();
  await expect(page.getByRole("tab", { name: "Deliveries 50+" })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "All deliveries of this capture" }).click();
  await expect(page.getByRole("list", { name: "Deliveries" }).getByRole("listitem")).toHaveCount(51);
  await receiver.close();
});

test("a refused header is marked on its own row, though an empty one stands above it", async ({ page, bin }) => {
  await bin.send("/hook");
  await bin.open();
  await page.getByRole("button", { name: /^Reply/ }).click();
  const window = page.getByRole("dialog", { name: "Reply" });
  await window.getByRole("button", { name: "Add a header" }).click();
  await window.getByRole("button", { name: "Add a header" }).click();
  await window.getByRole("textbox", { name: "Name of header 3" }).fill("not a name");
  await window.getByRole("button", { name: "Save reply" }).click();
  await expect(window.getByRole("textbox", { name: "Name of header 3" })).toHaveAttribute("aria-invalid", "true");
  await expect(window.getByRole("textbox", { name: "Name of header 2" })).not.toHaveAttribute("aria-invalid", "true");
});
