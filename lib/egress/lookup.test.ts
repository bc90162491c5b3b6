import { expect, test } from "vitest";
import { createLookup } from "./lookup.ts";

const ADDRESS = [{ address: "93.184.216.34", family: 4 }];

function slow() {
  const open = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const ask = (hostname: string) =>
    new Promise<typeof ADDRESS>((resolve, reject) => open.set(hostname, { resolve: () => resolve(ADDRESS), reject }));
  return { open, ask };
}

const FOREVER = new AbortController().signal;
const turn = () => new Promise(setImmediate);

test("no more than two names are looked up at once", async () => {
  const { open, ask } = slow();
  const lookup = createLookup(ask);
  const answers = ["a", "b", "c", "d"].map((name) => lookup(name, FOREVER));
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
  const both = [lookup("a", FOREVER), lookup("a", FOREVER)];
  await turn();
  expect(asked).toBe(1);
  open.get("a")?.resolve();
  await Promise.all(both);
  void lookup("a", FOREVER);
  await turn();
  expect(asked).toBe(2);
});

test("a failure makes room too", async () => {
  const { open, ask } = slow();
  const lookup = createLookup(ask, 1);
  const first = lookup("a", FOREVER);
  const second = lookup("b", FOREVER);
  await turn();
  open.get("a")?.reject(new Error("no such name"));
  await expect(first).rejects.toThrow("no such name");
  await turn();
  open.get("b")?.resolve();
  expect(await second).toEqual(ADDRESS);
});

test("a name that nobody waits for any more is not looked up, and makes room for those that somebody wants", async () => {
  const { open, ask } = slow();
  const lookup = createLookup(ask, 1);
  const first = lookup("a", FOREVER);
  const stops = Array.from({ length: 1000 }, () => new AbortController());
  const given = stops.map(({ signal }, index) => lookup(`name-${index}`, signal));
  await expect(lookup("one too many", FOREVER)).rejects.toMatchObject({ code: "connect_timeout" });
  const both = lookup("name-7", FOREVER);
  for (const stop of stops) stop.abort(new Error("no time left"));
  for (const one of given) await expect(one).rejects.toThrow("no time left");
  const wanted = lookup("b", FOREVER);
  for (const name of ["a", "name-7", "b"]) {
    open.get(name)?.resolve();
    await turn();
  }
  expect([...open.keys()]).toEqual(["a", "name-7", "b"]);
  expect(await Promise.all([first, both, wanted])).toEqual([ADDRESS, ADDRESS, ADDRESS]);
});
