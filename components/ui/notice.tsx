import CircleAlert from "lucide-react/icons/circle-alert";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type NoticeTone = "info" | "warn" | "bad";

const TONES = {
  info: { look: "bg-info-wash text-info", Icon: Info },
  warn: { look: "bg-warn-wash text-warn", Icon: TriangleAlert },
  bad: { look: "bg-bad-wash text-bad", Icon: CircleAlert },
} as const;

/** A sentence that matters here, in the page; problems are announced. */
export function Notice({
  tone,
  children,
  action,
  className,
}: {
  tone: NoticeTone;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const { look, Icon } = TONES[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "note"}
      className={cx("flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-sm", look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-ink">{children}</div>
      {action}
    </div>
  );
}
