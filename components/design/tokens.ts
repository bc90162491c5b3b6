/** The tokens of app/globals.css by what they mean, for the design page. A test holds both lists together. */
export const COLOURS: readonly { group: string; names: readonly string[] }[] = [
  { group: "Grounds, from the back to the front", names: ["canvas", "surface", "raised", "sunken"] },
  { group: "What a control's ground does", names: ["hover", "pressed", "selected", "veil"] },
  { group: "Lines; edge outlines controls and keeps 3:1", names: ["line", "line-strong", "edge"] },
  { group: "Text; 4.5:1 or more on every ground", names: ["ink", "soft", "faint", "on-ink", "ink-hover"] },
  { group: "Copper: what can be acted on, is chosen, is new", names: ["accent", "accent-wash", "focus"] },
  { group: "Good", names: ["good", "good-wash"] },
  { group: "Info", names: ["info", "info-wash"] },
  { group: "Warn", names: ["warn", "warn-wash"] },
  { group: "Bad", names: ["bad", "bad-wash", "bad-solid", "bad-solid-hover", "on-bad"] },
  { group: "The rest: white for cameras, numbers in documents", names: ["paper", "violet"] },
];

export const TEXT_SIZES = ["2xs", "xs", "sm", "base", "lg", "xl", "2xl", "3xl", "4xl"] as const;
export const SPACES = [
  { name: "gutter", says: "beside what a pane shows; narrower on a phone" },
  { name: "bar", says: "the height of a page's bar" },
  { name: "strip", says: "the height of what stays above something that scrolls" },
  { name: "touch", says: "the least a finger has to hit" },
  { name: "touch-row", says: "the same, of one row among others" },
] as const;
export const RADII = ["xs", "sm", "md", "lg", "xl", "full"] as const;
export const SHADOWS = ["low", "high"] as const;
export const MOTIONS = [
  { name: "appear", says: "a hint beside what it explains" },
  { name: "arrive", says: "a row that has just come" },
  { name: "breathe", says: "waiting for something outside" },
  { name: "pulse", says: "a shape of what is on its way" },
  { name: "travel", says: "the wire of an empty bin" },
  { name: "spin", says: "work under way" },
] as const;
