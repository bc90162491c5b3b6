import { type ReactNode, useId } from "react";

/** A titled part of the detail. The heading stays in sight while its part is read. */
export function Section({
  title,
  count,
  tools,
  children,
}: {
  title: string;
  count?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="sticky top-0 z-10 flex h-10 items-center gap-2 bg-canvas/95 backdrop-blur-sm">
        <h3 id={id} className="text-sm font-semibold">
          {title}
        </h3>
        {count === undefined ? null : <span className="figures text-xs text-faint">{count}</span>}
        <span className="ml-auto flex items-center gap-1">{tools}</span>
      </div>
      {children}
    </section>
  );
}
