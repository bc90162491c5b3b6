import { expect, rows, test } from "./harness/test.ts";

/** Text that would do something if the page ever took it for more than text (H24). */
const HOSTILE = [
  "<script>window.__pwned=1</script>",
  '"><img src=x onerror=window.__pwned=1>',
  "<svg/onload=window.__pwned=1>",
  "javascript:window.__pwned=1",
  "{{constructor.constructor('window.__pwned=1')()}}",
  "$" + "{window.__pwned=1}",
  "</style><script>window.__pwned=1</script>",
  "\u202Egnp.exe",
  '\'; DROP TABLE "Capture"; --',
  "__proto__",
  "A".repeat(2000),
];

test("hostile text in every field is shown as text and never runs", async ({ page, bin }) => {
  const latin1 = (text: string) => Buffer.from(text).toString("latin1");
  for (const text of HOSTILE) {
    const inTarget = encodeURI(text).slice(0, 1500);
    await bin.send(`/${inTarget}?${inTarget}=${inTarget}`, {
      headers: [
        ["User-Agent", latin1(text)],
        ["X-Hostile", latin1(text)],
        ["Content-Type", "text/html"],
      ],
      body: latin1(`<!doctype html><body>${text}`),
    });
  }
  await bin.open();
  await expect(rows(page)).toHaveCount(HOSTILE.length);
  for (let index = 0; index < HOSTILE.length; index += 1) {
    await rows(page).nth(index).click();
    await expect(page.getByRole("article", { name: `Capture ${HOSTILE.length - index}` })).toBeVisible();
    await expect(page.getByRole("region", { name: "Body" })).toBeVisible();
    await page.getByRole("tab", { name: "Raw" }).click();
    await expect(page.getByRole("tabpanel", { name: "Raw" })).toContainText("HTTP/1.1");
    await page.getByRole("tab", { name: "Message" }).click();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  }
  expect(await page.evaluate(() => "__pwned" in window)).toBe(false);
});

test("hostile text in notes and file names is shown as text and never runs", async ({ page, bin }) => {
  test.setTimeout(60_000);
  const parts = HOSTILE.map(
    (text, index) =>
      `--edge\r\nContent-Disposition: form-data; name="f${index}"; filename="${text.replaceAll('"', "%22")}"\r\n\r\nfile\r\n`,
  );
  await bin.send("/files", {
    method: "POST",
    headers: [["Content-Type", "multipart/form-data; boundary=edge"]],
    body: Buffer.from(`${parts.join("")}--edge--\r\n`),
  });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("region", { name: "Body" })).toContainText("<script>window.__pwned=1</script>");
  for (const note of HOSTILE) {
    const answer = await page.request.patch(`/api/bins/${bin.id}/captures/1`, {
      headers: { Origin: new URL(page.url()).origin },
      data: { note },
    });
    expect(answer.status()).toBe(200);
    await expect(page.getByRole("region", { name: "Note" }).getByRole("paragraph")).toHaveText(note);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  }
  expect(await page.evaluate(() => "__pwned" in window)).toBe(false);
});
