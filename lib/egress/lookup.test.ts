import { expect, test } from "vitest";
import { createLookup } from "./lookup.ts";

const ADDRESS = [{ address: "93.184.216.34", family: 4 }];

function slow() {
  const open = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const ask = (hostname: string) =>
    new Promise<typeof ADDRESS>((resolve, reject) => open.set(hostname, { resolve: () => resolve(ADDRESS), reject }));
  return { open, ask };
}

const turn = () => new Promise(setImmediate);

test("no more than two names are looked up at once", async () => {
  const { open, ask } = slow();
  const lookup = createLookup(ask);
  const answers = ["a", "b", "c", "d"].map(lookup);
  await turn();
  expect([...open.keys()]).toEqual(["a", "b"]);
  open.get("a")?.resolve();
  await turn();
  expect([...open.keys()]).toEqual(["a", "b", "c"]);
  for (const name of ["b", "c", "d"]) {
    open.get(name)?.resolve();
    await turn();
  }
  expect(await Promise.all(answers)).toEqual([ADDRESS, ADDRESS, ADDRESS, ADDRESS]);
});

test("a name that is being looked up is not asked for again, and is once it was answered", async () => {
  const { open, ask } = slow();
  let asked = 0;
  const lookup = createLookup((hostname) => {
    asked += 1;
    return ask(hostname);
  });
  const both = [lookup("a"), lookup("a")];
  await turn();
  expect(asked).toBe(1);
  open.get("a")?.resolve();
  await Promise.all(both);
  void lookup("a");
  await turn();
  expect(asked).toBe(2);
});

test("a failure makes room too", async () => {
  const { open, ask } = slow();
  const lookup = createLookup(ask, 1);
  const first = lookup("a");
  const second = lookup("b");
  await turn();
  open.get("a")?.reject(new Error("no such name"));
  await expect(first).rejects.toThrow("no such name");
  await turn();
  open.get("b")?.resolve();
  expect(await second).toEqual(ADDRESS);
});
