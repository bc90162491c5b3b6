import { brotliCompressSync } from "node:zlib";
import { expect, test } from "./harness/test.ts";

test("a brotli body is read, by this browser or else by the server, and the bytes as sent are one click away", async ({
  page,
  bin,
}) => {
  await bin.send("/packed", {
    headers: [
      ["Content-Type", "application/json"],
      ["Content-Encoding", "br"],
    ],
    body: brotliCompressSync(JSON.stringify({ event: "invoice.paid" })),
  });
  await bin.open();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body).toContainText("invoice.paid");
  await body.getByRole("button", { name: "Show the br bytes as sent" }).click();
  await expect(body).not.toContainText('invoice.paid"');
  await expect(body.getByRole("button", { name: "Show decoded" })).toBeVisible();
});
