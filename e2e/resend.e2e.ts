import { createHmac } from "node:crypto";
import { startReceiver } from "./harness/receiver.ts";
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
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill(`${receiver.url}/local`);
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
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill(receiver.url);
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

test("a target that is not allowed is refused beside its field", async ({ page, bin }) => {
  await bin.send("/hook");
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill("http://169.254.169.254/latest/meta-data/");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText(/not allowed|may not/i).first()).toBeVisible();
});

test("a body whose lines end in CRLF keeps them when it is edited", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["Content-Type", "text/plain"]], body: "a\r\nb\r\n" });
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill(receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("textbox", { name: "Body" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("c");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  expect(receiver.messages()[0]?.toString().split("\r\n\r\n")[1]).toBe("a\r\nb\r\nc");
  await receiver.close();
});
