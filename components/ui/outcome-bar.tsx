/** How much of something is done, and how it went: what succeeded, what failed, what is to come. Words beside it say the same. */
export function OutcomeBar({ total, good, bad }: { total: number; good: number; bad: number }) {
  const part = (count: number) => `${(100 * count) / Math.max(1, total)}%`;
  return (
    <div
      role="progressbar"
      aria-label="Sent"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={good + bad}
      className="flex h-1.5 gap-px overflow-hidden rounded-full bg-pressed"
    >
      <span className="bg-good transition-[width]" style={{ width: part(good) }} />
      <span className="bg-bad transition-[width]" style={{ width: part(bad) }} />
    </div>
  );
}
