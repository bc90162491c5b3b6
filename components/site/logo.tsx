/** The mark: one wire bent into two bins (a double u), and what has just arrived on it. */
export function LogoMark({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <path
        d="M3 6.5v6.75a4.5 4.5 0 0 0 9 0V9m0 4.25a4.5 4.5 0 0 0 9 0V10.5"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="21" cy="5.4" r="2.1" className="fill-accent" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-ink">
      <LogoMark />
      <span className="text-lg font-semibold tracking-tight">Wirebin</span>
    </span>
  );
}
