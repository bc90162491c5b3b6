import { expect, test } from "vitest";
import { sayDay } from "./say-day.ts";

const now = new Date(2026, 2, 1, 0, 5);

test.each([
  [new Date(2026, 2, 1, 23, 59), "Today"],
  [new Date(2026, 1, 28, 23, 59), "Yesterday"],
  [new Date(2026, 1, 27, 12), /^Fri,? 27 Feb$/],
  [new Date(2025, 11, 31, 12), "31 Dec 2025"],
])("%s is %s", (date, said) => expect(sayDay(date, now)).toMatch(said));
