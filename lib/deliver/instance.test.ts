import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { expect, test } from "vitest";
import { instanceName, isGone } from "./instance.ts";

test("a process is not gone for itself", () => {
  const own = instanceName();
  expect(isGone(own, own)).toBe(false);
});

test("an earlier process with our number is gone: two cannot have it at once", () => {
  expect(isGone(instanceName(), instanceName())).toBe(true);
});

test("a process of this machine is gone when its number is nobody's", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  expect(isGone(`${hostname()}/${pid}/aa`, instanceName())).toBe(true);
  expect(isGone(`${hostname()}/${process.ppid}/aa`, instanceName())).toBe(false);
});

test("of another machine nothing is known", () => {
  expect(isGone(`elsewhere/${process.pid}/aa`, instanceName())).toBe(false);
});
