import { expectAccessible } from "./harness/accessible.ts";
import { headerOf } from "./harness/deliveries.ts";
import { OK, plainAnswer, type Receiver, startReceiver } from "./harness/receiver.ts";
import { openReplay, openResend } from "./harness/steps.ts";
import { expect, type OwnBin, ready, test } from "./harness/test.ts";

async function sendNumbered(bin: OwnBin, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await bin.send(`/${number}`, { method: "POST", headers: [["X-Number", String(number)]], body: String(number) });
  }
}

const numbers = (receiver: Receiver) => receiver.messages().map((one) => headerOf(one, "x-number"));

test("a range is replayed in order, twice over, and its deliveries are one click away", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await sendNumbered(bin, 4);
  const window = await openReplay(page, bin, receiver.url);
  await window.getByLabel("From number").fill("2");
  await window.getByLabel("Times").fill("2");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("6 of 6 sent")).toBeVisible();
  expect(numbers(receiver)).toEqual(["2", "3", "4", "2", "3", "4"]);
  await window.getByRole("link", { name: "Show its deliveries" }).click();
  await expect(page.getByRole("list", { name: "Deliveries" }).getByRole("listitem")).toHaveCount(6);
  await receiver.close();
});

test("a replay at a rate shows how far it is, and is cancelled", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await sendNumbered(bin, 1);
  const window = await openReplay(page, bin, receiver.url);
  await window.getByLabel("Times").fill("1000");
  await window.getByLabel("Pace").selectOption("At a rate");
  await window.getByLabel("A second").fill("20");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("Running")).toBeVisible();
  await expect(window.getByText(/^[2-9]\d* of 1,000 sent/)).toBeVisible();
  await page.keyboard.press("Escape");
  const card = page.getByRole("list", { name: "Replays" }).getByRole("listitem");
  await expect(card).toContainText("20 a second");
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card).toContainText("Cancelled");
  const sent = receiver.messages().length;
  await page.reload();
  await expect(card).toContainText("Cancelled");
  expect(receiver.messages().length).toBeLessThanOrEqual(sent + 1);
  await receiver.close();
});

test("a replay that failed says why, each reason once", async ({ page, bin }) => {
  const answers = [503, 500, 503];
  const receiver = await startReceiver(() => `HTTP/1.1 ${answers.shift()} No\r\nContent-Length: 0\r\n\r\n`);
  await sendNumbered(bin, 3);
  const window = await openReplay(page, bin, receiver.url);
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("3 of 3 sent, 3 failed")).toBeVisible();
  await page.keyboard.press("Escape");
  const card = page.getByRole("list", { name: "Replays" }).getByRole("listitem").first();
  await card.getByRole("button", { name: "Why they failed" }).click();
  await expect(card.getByRole("list", { name: "Reasons" }).getByRole("listitem")).toHaveText([
    "2503Service Unavailable",
    "1500Internal Server Error",
  ]);
  await expectAccessible(page);
  await receiver.close();
});

test("what cannot be replayed is refused beside its field", async ({ page, bin }) => {
  await sendNumbered(bin, 1);
  const window = await openReplay(page, bin, "http://169.254.169.254/");
  await window.getByLabel("Times").fill("often");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("Write a whole number, such as 3")).toBeVisible();
  await expect(window.getByLabel("Times")).toBeFocused();
  await window.getByLabel("Times").fill("1");
  await window.getByLabel("From number").fill("9");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("The range ends before it begins")).toBeVisible();
  await window.getByLabel("From number").fill("1");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByLabel("Target URL")).toHaveAttribute("aria-invalid", "true");
});

test("chosen captures are replayed from the list, the oldest first", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await sendNumbered(bin, 3);
  await bin.open();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await page.getByRole("button", { name: "Resend the chosen" }).click();
  const window = page.getByRole("dialog", { name: "Replay 3 captures" });
  await window.getByLabel("Target URL").fill(receiver.url);
  await window.getByLabel("Pace").selectOption("With the gaps they came with");
  await window.getByLabel("Times as fast").fill("100");
  await window.getByRole("button", { name: "Start replay" }).click();
  await expect(window.getByText("3 of 3 sent")).toBeVisible();
  expect(numbers(receiver)).toEqual(["1", "2", "3"]);
  await receiver.close();
});

test("one capture is sent many times, edited", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["X-Number", "1"]], body: "before" });
  const window = await openResend(page, bin, receiver.url);
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await window.getByRole("textbox", { name: "Body" }).fill("after");
  await window.getByRole("switch", { name: "More than once" }).click();
  await window.getByLabel("Times").fill("often");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByLabel("Times")).toBeFocused();
  await window.getByLabel("Times").fill("3");
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("3 of 3 sent")).toBeInViewport();
  expect(receiver.messages().map((one) => one.toString().split("\r\n\r\n")[1])).toEqual(["after", "after", "after"]);
  await receiver.close();
});

test("two attempts, and an attempt and the bin's reply, stand side by side", async ({ page, bin }) => {
  let answers = 0;
  const answer = (status: number, body: string) =>
    `HTTP/1.1 ${status} X\r\nX-Turn: ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  const receiver = await startReceiver(() => {
    answers += 1;
    return answers === 1 ? answer(500, '{"state":"busy","id":7}') : answer(200, '{"state":"taken","id":7}');
  });
  await bin.send("/hook", { method: "POST", body: "x" });
  const resend = await openResend(page, bin, receiver.url);
  for (const status of ["500", "200"]) {
    await resend.getByRole("button", { name: "Send", exact: true }).click();
    await expect(
      resend.getByRole("region", { name: "Deliveries of this capture" }).getByText(status).first(),
    ).toBeVisible();
  }
  await resend.getByRole("button", { name: "Compare answers" }).click();
  const window = page.getByRole("dialog", { name: "Answers to #1 side by side" });
  const part = (name: string) => window.getByRole("region", { name, exact: true });
  await expect(part("Status")).toContainText(/500.*200/s);
  await expect(part("Body")).toContainText(/state.*busy.*taken/s);
  await expect(part("Headers")).toContainText(/X-Turn.*500.*200/s);
  await expectAccessible(page);
  await window.getByLabel("Left").selectOption({ label: "What the sender heard from this bin" });
  await expect(part("Status")).toContainText(/200.*200/s);
  await expect(part("Headers")).toContainText(/X-Turn.*not there.*200.*The server adds X-Request-Id, Date/s);
  await expect(part("Body")).toContainText("taken");
  await expect(part("Body")).not.toContainText("busy");
  await expect(part("Time")).toContainText(/about \d[\d.]* m?s/);
  await receiver.close();
});

/** Allows the page that asks everything it may ask for. */
const CORS =
  "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\nAccess-Control-Allow-Methods: *\r\nAccess-Control-Expose-Headers: *\r\n";

test("this browser sends it itself, says what it changes, and the server keeps what it saw", async ({ page, bin }) => {
  const receiver = await startReceiver((one) =>
    one.toString("latin1").startsWith("OPTIONS")
      ? plainAnswer(204, CORS)
      : OK.replace("X-Receiver", `${CORS}X-Receiver`),
  );
  const body = '{"amount":1}';
  const headers: [string, string][] = [
    ["Content-Type", "application/json"],
    ["Cookie", "a=1"],
    ["X-Event", "paid"],
  ];
  await bin.send("/hook", { method: "POST", headers, body });
  const window = await openResend(page, bin, `${receiver.url}/local`);
  await window.getByLabel("Sent by").selectOption("This browser");
  const limits = window.getByRole("region", { name: "What this browser changes" });
  await expect(limits).toContainText("A page may not set Cookie: left out.");
  await expect(limits).toContainText("An OPTIONS request goes first");
  await expectAccessible(page);
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  const got = receiver.messages().at(-1)?.toString("latin1") ?? "";
  expect(got).toMatch(/^POST \/local HTTP\/1\.1\r\n/);
  expect(got).toMatch(/\r\nx-event: paid\r\n/i);
  expect(got).not.toMatch(/cookie/i);
  expect(got.split("\r\n\r\n")[1]).toBe(body);
  await page.reload();
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await expect(page.getByText("from a browser")).toBeVisible();
  await receiver.close();
});

test("sent blindly, nothing is claimed about the answer", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", headers: [["X-Event", "paid"]], body: "x" });
  const window = await openResend(page, bin, receiver.url);
  await window.getByLabel("Sent by").selectOption("This browser");
  await window.getByLabel("What comes back").selectOption("Send blindly (no-cors)");
  await expect(window.getByText("Sent blindly, a page may not set X-Event: left out.")).toBeVisible();
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("Not known", { exact: true })).toBeVisible();
  await expect(window.getByText(/does not tell whether it was taken/)).toBeVisible();
  expect(receiver.messages()).toHaveLength(1);
  await receiver.close();
});

test("a forward sends only what its conditions hold for", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "Forward captures" }).click();
  const window = page.getByRole("dialog", { name: "New forward" });
  await window.getByLabel("Target URL").fill(receiver.url);
  await window.getByRole("button", { name: "Add a condition" }).click();
  await window.getByLabel("Looks at").selectOption("JSON value");
  await window.getByLabel("Path in the JSON").fill("amount");
  await window.getByLabel("How", { exact: true }).selectOption("is greater than");
  await window.getByLabel("Value", { exact: true }).fill("ten");
  await window.getByRole("button", { name: "Start forwarding" }).click();
  await expect(window.getByLabel("Value", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await window.getByLabel("Value", { exact: true }).fill("10");
  await window.getByLabel("Headers to drop").fill("X-Private");
  await window.getByRole("button", { name: "Start forwarding" }).click();
  await expect(window).toBeHidden();
  for (const amount of [5, 50]) {
    const headers: [string, string][] = [["X-Private", "1"]];
    await bin.send("/pay", { method: "POST", headers, body: JSON.stringify({ amount }) });
  }
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await expect(page.getByRole("list", { name: "Deliveries" }).getByRole("listitem")).toContainText("Succeeded");
  expect(receiver.messages()).toHaveLength(1);
  expect(receiver.messages()[0]?.toString()).toContain('{"amount":50}');
  expect(receiver.messages()[0]?.toString()).not.toContain("X-Private");
  await receiver.close();
});

test("a proxying forward gives the target's answer to the sender", async ({ page, bin }) => {
  const receiver = await startReceiver(plainAnswer(418, "X-Brewed: yes\r\n"));
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "Forward captures" }).click();
  const window = page.getByRole("dialog", { name: "New forward" });
  await window.getByLabel("Target URL").fill(receiver.url);
  await window.getByRole("switch", { name: "Give the target's answer to the sender" }).click();
  await window.getByRole("button", { name: "Start forwarding" }).click();
  await expect(window).toBeHidden();
  const heard = await bin.send("/tea");
  expect(heard).toMatch(/^HTTP\/1\.1 418/);
  expect(heard).toContain("X-Brewed: yes");
  await receiver.close();
});

test("a delivery has an address of its own", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", { method: "POST", body: "x" });
  const delivery = { url: receiver.url };
  const made = await bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify(delivery) });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/bins/${bin.id}/deliveries?delivery=${id}`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await expect(page.getByRole("dialog", { name: "Delivery of #1" }).getByText("received")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Succeeded" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Succeeded" })).toHaveAttribute("aria-pressed", "true");
  await receiver.close();
});
