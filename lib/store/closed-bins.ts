/** How the address of a bin begins that is being deleted. `isBinId` is false for it: nobody can take it, and nothing finds it. */
export const CLOSED = "~deleted-";

/** Whether the bin `name`, trusted SQL, takes captures: what came for it while it was closed would be answered and go with it. */
export function isOpen(name: string): string {
  return `${name}."id" NOT LIKE '${CLOSED}%'`;
}
