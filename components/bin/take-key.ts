/** The key in the address (`#key=…`), or null. It leaves the address before anything else happens. */
export function takeKey(): string | null {
  const { hash, pathname, search } = location;
  if (!hash.startsWith("#key=")) return null;
  history.replaceState(null, "", pathname + search);
  try {
    return decodeURIComponent(hash.slice(5));
  } catch {
    return hash.slice(5);
  }
}
