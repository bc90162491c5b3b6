/** One key as printed on a keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="mono inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong border-b-2 bg-surface px-1 text-2xs text-soft">
      {children}
    </kbd>
  );
}
