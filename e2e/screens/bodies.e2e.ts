import { expect, rows, test } from "../harness/test.ts";
import { SAMPLE_BODIES } from "./bodies.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

for (const part of [0, 1, 2]) {
  const bodies = SAMPLE_BODIES.filter((_, index) => index % 3 === part);
  test(`bodies: ${bodies.map(({ name }) => name).join(", ")}`, async ({ page, bin }) => {
    for (const { name, type, body, encoding } of bodies) {
      const headers: [string, string][] = [["User-Agent", "sender/1.0"]];
      if (type !== null) headers.push(["Content-Type", type]);
      if (encoding) headers.push(["Content-Encoding", encoding]);
      await bin.send(`/bodies/${name}?page=2&sort=-created`, { method: "POST", headers, body });
    }
    await bin.open();
    for (const { name } of bodies) {
      await rows(page, new RegExp(`/bodies/${name}\\?`)).click();
      const article = page.getByRole("article", {
        name: `Capture ${bodies.findIndex((one) => one.name === name) + 1}`,
      });
      const shown = article.getByRole("region", { name: "Body" });
      await expect(shown.getByText(name === "no-body" ? "No body came" : "sha256")).toBeVisible();
      await look(page, `body-${name}`);
    }
  });
}
