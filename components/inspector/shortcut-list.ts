/** What the keyboard can do, as the help window lists it. */
export const SHORTCUTS: readonly { keys: readonly string[]; label: string }[] = [
  { keys: ["j", "↓"], label: "Next (older)" },
  { keys: ["k", "↑"], label: "Previous (newer)" },
  { keys: ["g", "g"], label: "Newest, and follow" },
  { keys: ["G"], label: "Oldest" },
  { keys: ["Enter"], label: "Open the detail" },
  { keys: ["Esc"], label: "Back to the list" },
  { keys: ["/"], label: "Filter the list" },
  { keys: ["x"], label: "Choose several" },
  { keys: ["Shift", "↓"], label: "Choose a range" },
  { keys: ["Ctrl", "A"], label: "Choose all loaded" },
  { keys: ["p"], label: "Pin, unpin" },
  { keys: ["n"], label: "Write a note" },
  { keys: ["d"], label: "Compare with the previous" },
  { keys: ["c"], label: "Copy as curl" },
  { keys: ["y"], label: "Copy the URL" },
  { keys: ["Ctrl", "C"], label: "Copy the value in a tree" },
  { keys: ["r"], label: "Resend" },
  { keys: ["e"], label: "Edit the reply" },
  { keys: ["t"], label: "Send a test request" },
  { keys: ["Del"], label: "Delete the capture" },
  { keys: ["Ctrl", "K"], label: "Every action and bin" },
  { keys: ["?"], label: "Keyboard shortcuts" },
];

/** Of these keys, those that do something while single keys do nothing: all when another is held with them. */
export function heldOrMoving(keys: readonly string[]): readonly string[] {
  if (keys.includes("Ctrl") || keys.includes("Shift")) return keys;
  return keys.filter((key) => ["↓", "↑", "Enter", "Esc"].includes(key));
}
