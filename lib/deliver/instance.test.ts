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
  const own = instanceName();
  const numbered = (other: number) => own.replace(/\/\d+\//, `/${other}/`);
  expect(isGone(numbered(pid), own)).toBe(true);
  expect(isGone(numbered(process.ppid), own)).toBe(false);
});

test("of another machine nothing is known", () => {
  expect(isGone(`elsewhere/${process.pid}/aa`, instanceName())).toBe(false);
});

test("nor of a container of the same host name, where numbers count anew", () => {
  const own = instanceName();
  expect(isGone(`${hostname()} pid:[1]/${process.pid}/aa`, own)).toBe(false);
  expect(isGone(`${hostname()}/${process.pid}/aa`, own)).toBe(process.platform !== "linux");
});
