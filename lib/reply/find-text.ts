/** So many comparisons of characters at most, some 10 ms, are left to the platform's own search. */
const FEW = 8 * 1024 * 1024;

/**
 * Where `wanted` first stands in `text` at or behind `from`, or -1. The platform's search is faster for nearly all texts, and for some takes the
 * length of one times that of the other: half a second for a body that a sender, and a value that an owner may choose. There this one
 * (Knuth, Morris and Pratt) looks at each character twice at most.
 */
export function findText(text: string, wanted: string, from = 0): number {
  if (isFew(text.length - from, wanted)) return text.indexOf(wanted, from);
  const fallback = fallbacks(wanted);
  let same = 0;
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (same > 0 && unit !== wanted.charCodeAt(same)) same = fallback[same - 1] ?? 0;
    if (unit === wanted.charCodeAt(same)) same += 1;
    if (same === wanted.length) return at - same + 1;
  }
  return -1;
}

/** What finding costs, in bytes looked at; a comparison of texts costs a quarter of their length. */
export function findWork(text: string, wanted: string): number {
  return isFew(text.length, wanted) ? text.length / 4 : text.length;
}

function isFew(length: number, wanted: string): boolean {
  return length * wanted.length <= FEW;
}

/** For each place the length of the longest proper beginning of `wanted` that ends there too. */
function fallbacks(wanted: string): Uint32Array {
  const lengths = new Uint32Array(wanted.length);
  let same = 0;
  for (let at = 1; at < wanted.length; at += 1) {
    while (same > 0 && wanted.charCodeAt(at) !== wanted.charCodeAt(same)) same = lengths[same - 1] ?? 0;
    if (wanted.charCodeAt(at) === wanted.charCodeAt(same)) same += 1;
    lengths[at] = same;
  }
  return lengths;
}
