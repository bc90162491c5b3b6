import type { Column } from "../preferences.ts";

/** What each column takes of a row with its gap, in rem, the most important one first. */
const TAKES = [
  ["time", 3.75],
  ["type", 4.625],
  ["size", 3.625],
  ["number", 3.625],
  ["source", 7.625],
  ["agent", 8.625],
  ["preview", 7.25],
] as const satisfies readonly (readonly [Column, number])[];

/** A row's edges, its method, 8 rem of its path, and its status. */
const WITHOUT_COLUMNS = 16.875;

/** By the width that is needed. Whole names of classes, since Tailwind finds them by reading. */
const HIDES = [
  [22, "@max-[22rem]:hidden"],
  [26, "@max-[26rem]:hidden"],
  [30, "@max-[30rem]:hidden"],
  [34, "@max-[34rem]:hidden"],
  [38, "@max-[38rem]:hidden"],
  [42, "@max-[42rem]:hidden"],
  [46, "@max-[46rem]:hidden"],
  [50, "@max-[50rem]:hidden"],
  [56, "@max-[56rem]:hidden"],
] as const;

/** What hides each column where the list has no room for it beside the path and the more important ones that are chosen. */
export function hidingOf(columns: Record<Column, boolean>): Partial<Record<Column, string | undefined>> {
  const hiding: Partial<Record<Column, string | undefined>> = {};
  let needed = WITHOUT_COLUMNS;
  for (const [column, takes] of TAKES) {
    if (columns[column]) needed += takes;
    hiding[column] = HIDES.find(([width]) => width >= needed)?.[1];
  }
  return hiding;
}
