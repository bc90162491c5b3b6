import { expect, test } from "vitest";
import { sparingly } from "./log.ts";

test("an error that comes again and again is said once a second, with the number of the others", () => {
  let time = 0;
  const said: [unknown, number][] = [];
  const say = sparingly(
    (error, others) => said.push([error, others]),
    () => time,
  );
  for (const error of ["a", "b", "c"]) say(error);
  time = 1500;
  for (const error of ["d", "e"]) say(error);
  time = 2600;
  say("f");
  expect(said).toEqual([
    ["a", 0],
    ["d", 2],
    ["f", 1],
  ]);
});
