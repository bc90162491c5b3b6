import { countFirstLoad } from "./harness/first-load.ts";
import { expect, rows, test } from "./harness/test.ts";

/** Next and React alone are about 120 kB of it. */
const PAGE_LIMIT = 200_000;
const ALL_LIMIT = 211_500;

test("the first screen of a bin needs at most 200 kB of script", async ({ page, bin }) => {
  const counted = await countFirstLoad(page);
  await bin.send("/paid", {
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ event: "invoice.paid", lines: [{ amount: 1200 }] }),
  });
  await bin.open();
  await expect(rows(page, /\/paid/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Body" })).toContainText("invoice.paid");
  const { own, ownBytes, allBytes } = await counted();
  expect(own.filter(({ bytes }) => bytes === 0)).toEqual([]);
  expect(ownBytes, own.map(({ path, bytes }) => `${bytes} ${path}`).join("\n")).toBeLessThanOrEqual(PAGE_LIMIT);
  test.info().annotations.push({ type: "script", description: `${ownBytes} bytes, ${allBytes} with the worker's` });
  expect(allBytes).toBeGreaterThanOrEqual(ownBytes);
  expect(allBytes).toBeLessThanOrEqual(ALL_LIMIT);
});
