import type { Sent } from "./message.ts";
import { HOST } from "./message.ts";

type Headers = [name: string, headers: [string, string][], throughNext: Sent["throughNext"]];

const list: Headers[] = [
  ["repeats, in order, in their case", [HOST, ["X-A", "1"], ["x-a", "2"], ["X-B", "3"], ["X-a", "1"]], "kept"],
  [
    "repeats that other servers drop",
    [HOST, ["Content-Type", "a/b"], ["content-type", "c/d"], ["User-Agent", "1"], ["User-Agent", "2"]],
    "headers changed",
  ],
  ["empty values", [HOST, ["X-Empty", ""], ["X-Empty-Too", ""], ["Accept", ""]], "kept"],
  [
    "underscores, digits and every other token character",
    [HOST, ["x_under_score", "1"], ["9lives", "2"], ["!#$%&'*+-.^_`|~", "3"]],
    "kept",
  ],
  ["latin1 values", [HOST, ["X-Latin", "caf\xe9 \xff\x80"]], "kept"],
  ["tabs and spaces inside a value", [HOST, ["X-Space", "a\tb  c"]], "kept"],
  ["no Host", [], "lost"],
  ["two Hosts", [HOST, ["Host", "other.test"]], "headers changed"],
  ["an empty Host", [["Host", ""]], "kept"],
  [
    "names that objects have",
    [HOST, ["__proto__", "1"], ["constructor", "2"], ["toString", "3"], ["hasOwnProperty", "4"]],
    "headers changed",
  ],
  [
    "commas and quotes",
    [
      HOST,
      ["Accept", 'a;q="1,2", b'],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["Cookie", "a=1"],
      ["Cookie", "b=2"],
    ],
    "headers changed",
  ],
  [
    "1,900 small headers",
    [HOST, ...Array.from({ length: 1900 }, (_, i): [string, string] => [`X-H-${i}`, String(i)])],
    "lost",
  ],
  ["one of 40 kB", [HOST, ["X-Long", "x".repeat(40_000)]], "lost"],
  [
    "forged addresses",
    [
      HOST,
      ["X-Forwarded-For", "6.6.6.6"],
      ["X-Forwarded-For", "7.7.7.7"],
      ["X-Forwarded-Host", "evil.test"],
      ["Forwarded", "for=8.8.8.8"],
      ["X-Real-IP", "9.9.9.9"],
      ["CF-Connecting-IP", "5.5.5.5"],
    ],
    "kept",
  ],
  ["RSC", [HOST, ["RSC", "1"]], "lost"],
  [
    "a router's state tree",
    [HOST, ["RSC", "1"], ["Next-Router-State-Tree", "%5B%22%22%5D"], ["Next-Router-Prefetch", "1"]],
    "lost",
  ],
  ["Next-Action", [HOST, ["Next-Action", "x".repeat(40)], ["Content-Type", "text/plain;charset=UTF-8"]], "kept"],
  [
    "x-middleware-subrequest",
    [HOST, ["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"]],
    "kept",
  ],
  [
    "x-nextjs-data",
    [HOST, ["x-nextjs-data", "1"], ["x-matched-path", "/"], ["x-now-route-matches", "1=2"]],
    "headers changed",
  ],
  ["an expectation nobody knows", [HOST, ["Expect", "the-unexpected"]], "lost"],
];

export const headers: Sent[] = list.map(([name, each, throughNext]) => ({
  name,
  method: "POST",
  headers: [...each, ["Content-Length", "0"]],
  throughNext,
}));
