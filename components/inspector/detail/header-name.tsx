"use client";
/** A header's name, exactly as it was written. */
export function HeaderName({ name }: { name: string }) {
  return <>{name}</>;
}
