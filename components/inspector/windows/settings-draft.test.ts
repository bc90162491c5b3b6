import { expect, test } from "vitest";
import type { Bin } from "#lib/model/bin.ts";
import { changesOf, settingsDraftOf } from "./settings-draft.ts";

const bin = { title: "Old", keep: { captures: 500, days: 7, bytes: 1_000_000 } } as Bin;
const start = settingsDraftOf(bin);
const changed = (part: Partial<typeof start>) => changesOf({ ...start, ...part }, start);

test("a new title changes the title and no limit, however the form rounds it", () => {
  expect(start.megabytes).toBe("0.95");
  expect(changed({ title: "New" })).toEqual({ changes: { title: "New" } });
});

test("only the limit that was typed over is sent", () => {
  expect(changed({ megabytes: "2" })).toEqual({ changes: { keep: { bytes: 2 * 1024 * 1024 } } });
  expect(changed({ captures: "0", days: "0.5" })).toEqual({ changes: { keep: { captures: 0, days: 0.5 } } });
});

test("nothing typed changes nothing", () => {
  expect(changed({})).toEqual({ changes: null });
  expect(changed({ days: " 7 " })).toEqual({ changes: null });
});

test("an emptied field is no wish for no limit", () => {
  expect(changed({ days: "", captures: "many" })).toEqual({
    problems: [
      { path: "keep.captures", message: "Write a number; 0 for no limit" },
      { path: "keep.days", message: "Write a number; 0 for no limit" },
    ],
  });
});
