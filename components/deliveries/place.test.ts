import { expect, test } from "vitest";
import { NO_FILTER, type Place, placeOf, searchOf } from "./place.ts";

const ID = "0190d5f0-0000-7000-8000-000000000002";

test("a place is read from its own address", () => {
  const places: Place[] = [
    { part: "forwards", filter: NO_FILTER, delivery: null },
    { part: "replays", filter: NO_FILTER, delivery: null },
    { part: "deliveries", filter: { state: "dead", forward: ID, replay: null, capture: null }, delivery: ID },
  ];
  for (const place of places) expect(placeOf(searchOf(place))).toEqual(place);
  expect(searchOf({ part: "forwards", filter: NO_FILTER, delivery: null })).toBe("");
});

test("a filter by itself opens the deliveries, and what cannot be read is left out", () => {
  expect(placeOf(`?replay=${ID}`)).toMatchObject({ part: "deliveries", filter: { replay: ID } });
  expect(placeOf("?capture=12")).toMatchObject({ part: "deliveries", filter: { capture: 12 } });
  expect(placeOf("?state=lost&forward=../../&part=nowhere&capture=-1")).toEqual({
    part: "forwards",
    filter: NO_FILTER,
    delivery: null,
  });
});
