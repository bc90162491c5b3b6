import RotateCw from "lucide-react/icons/rotate-cw";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

/** Fills the place of what could not be loaded, with a way to try again. */
export function Problem({ title, children, onRetry }: { title: string; children?: ReactNode; onRetry?: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <p className="text-base font-medium">{title}</p>
      {children ? <div className="max-w-prose text-sm text-soft">{children}</div> : null}
      {onRetry ? (
        <Button onClick={onRetry} icon={<RotateCw aria-hidden className="size-3.5" />}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
