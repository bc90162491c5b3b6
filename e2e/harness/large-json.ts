/** With a row each, higher than a browser draws any element. */
export const NUMBERS = 1_700_000;

/** How the last value's row reads. */
export const LAST = 'end: "the very last"';

/** JSON of a little more than 10 MB: deep, wide, with one very long array, and a needle near the end. */
export function large(): string {
  const deep = `${'{"in":['.repeat(500)}"bottom"${"]}".repeat(500)}`;
  const orders = Array.from({ length: 36_000 }, (_, at) => ({
    id: `order-${at}`,
    lines: [{ sku: `sku-${at % 977}`, text: "x".repeat(115) }],
    paid: at % 2 === 0,
  }));
  const numbers = Array.from({ length: NUMBERS }, (_, at) => at % 10).join(",");
  return `{"deep":${deep},"orders":${JSON.stringify(orders)},"numbers":[${numbers}],"near":"a needle","end":"the very last"}`;
}
