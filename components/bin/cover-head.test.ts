import { expect, test } from "vitest";
import { coverHead } from "./cover-head.ts";

test("secret values of the target and the fields are covered, all else stands as it came", () => {
  const head = [
    "POST /bin/a?x=1&access_token=abc HTTP/1.1\r\n",
    "Host: a.example\r\n",
    "authorization:Bearer  abc.def\r\n",
    "Cookie : sid=1;\r\n",
    "\t theme=dark\r\n",
    "X-Folded: one\r\n",
    " two\r\n",
    "X-Api-Key: \r\n",
    "Referer: /?a=b&token=abc\r\n",
    "\r\n",
  ];
  expect(coverHead(head.join(""))).toBe(
    [
      "POST /bin/a?x=1&access_token=•••••••• HTTP/1.1\r\n",
      "Host: a.example\r\n",
      "authorization:Bearer ••••••••\r\n",
      "Cookie : ••••••••\r\n",
      "\t ••••••••\r\n",
      "X-Folded: one\r\n",
      " two\r\n",
      "X-Api-Key: \r\n",
      "Referer: /?a=b&token=••••••••\r\n",
      "\r\n",
    ].join(""),
  );
});

test("bytes that are no message are looked at too, and what has nothing to cover stays as it is", () => {
  expect(coverHead("Authorization: Basic abc\nX: y")).toBe("Authorization: Basic ••••••••\nX: y");
  for (const head of ["", "\n", "\u0016\u0003\u0001", "GET / HTTP/1.1\r\n\r\n", ": x\r\n", " x\n"])
    expect(coverHead(head)).toBe(head);
});
