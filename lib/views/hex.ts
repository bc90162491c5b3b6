import type { View } from "./view.ts";

/** The bytes themselves: always possible, never fails. Views below its priority are only ever chosen by hand. */
export const hex: View = {
  name: "hex",
  label: "Hex",
  priority: () => 15,
  render: ({ bytes }) => ({ kind: "hex", length: bytes.length, warnings: [] }),
};
