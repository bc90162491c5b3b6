/** Names for types made of keys that strangers chose. */

/** What no generated type may be called: words of TypeScript, and names the generated text itself uses. */
const TAKEN = [
  ..."any unknown never void null undefined string number boolean bigint symbol object true false".split(" "),
  ..."Array Object String Number Boolean Record Partial Date Map Set Promise Symbol Function Error z".split(" "),
];

const MAX_NAME_CHARS = 40;

/** Makes a name of letters and digits from any text, different from every name before. */
export function createNames(): (wish: string) => string {
  const used = new Set(TAKEN.map((name) => name.toLowerCase()));
  return (wish) => {
    const words = wish.slice(0, 200).match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
    const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join("");
    const base = (/^[A-Z]/.test(joined) ? joined : `Value${joined}`).slice(0, MAX_NAME_CHARS);
    let name = base;
    for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${base}${count}`;
    used.add(name.toLowerCase());
    return name;
  };
}

/** "items" gives "Item": what one of many is called. */
export function singular(name: string): string {
  if (/ies$/i.test(name) && name.length > 4) return `${name.slice(0, -3)}y`;
  if (/(ss|us|is)$/i.test(name)) return `${name} item`;
  return /s$/i.test(name) && name.length > 2 ? name.slice(0, -1) : `${name} item`;
}

/** Any text as a literal of JavaScript and TypeScript in double quotes, in ASCII. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A key of an object or a type: bare when it can be, else quoted. "__proto__" is special in an object literal, so it is computed there. */
export function propertyKey(key: string, place: "type" | "object"): string {
  if (key === "__proto__") return place === "type" ? '"__proto__"' : '["__proto__"]';
  return /^[A-Za-z_$][A-Za-z0-9_$]{0,60}$/.test(key) ? key : quoted(key);
}
