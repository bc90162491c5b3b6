import type { Sent } from "./message.ts";

const query = `?${Array.from({ length: 400 }, (_, i) => `name${i}=${"v".repeat(10)}`).join("&")}`;

type Target = [name: string, target: (address: string) => string, throughNext: Sent["throughNext"]];

const list: Target[] = [
  ["the bin alone", (a) => a, "kept"],
  ["a slash behind it", (a) => `${a}/`, "kept"],
  ["double slashes", (a) => `${a}//x///y//`, "lost"],
  ["dot segments", (a) => `${a}/a/./b/../c/..`, "changed"],
  ["encoded dots and slashes", (a) => `${a}/%2e%2e/%2E./%2f..%5c`, "lost"],
  ["bad escapes", (a) => `${a}/%zz%?%=%1&&=`, "lost"],
  ["an encoded NUL", (a) => `${a}/%00`, "kept"],
  ["characters that a URL should not have", (a) => `${a}/{a}|b^c\`"<>[]'`, "changed"],
  ["a query of 8 kB", (a) => `${a}${query}${"z".repeat(8192 - query.length)}`, "kept"],
  ["an empty query", (a) => `${a}?`, "changed"],
  ["two question marks", (a) => `${a}??a=?`, "changed"],
  ["repeated and nameless parameters", (a) => `${a}?x=1&x=2&=3&x`, "changed"],
  ["__proto__ in path and query", (a) => `${a}/__proto__?__proto__[a]=1&constructor=2`, "changed"],
  ["a semicolon and a colon", (a) => `${a}/;v=1/a:b@c`, "kept"],
  ["absolute form", (a) => `http://other.example:8080${a}/x?y=1`, "lost"],
  ["absolute form with a user", (a) => `https://user:pass@other.example${a}`, "lost"],
  ["a very long path", (a) => `${a}/${"segment/".repeat(800)}`, "kept"],
  ["an .rsc suffix", (a) => `${a}/page.rsc`, "kept"],
  ["what Next calls its own", (a) => `${a}/_next/data/build/x.json?__nextLocale=en&_rsc=1`, "kept"],
  ["a status it asks for", (a) => `${a}/418`, "kept"],
];

export const targets: Sent[] = list.map(([name, target, throughNext]) => ({
  name,
  method: "GET",
  target,
  throughNext,
}));
