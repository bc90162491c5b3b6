import FileWarning from "lucide-react/icons/file-warning";
import Unplug from "lucide-react/icons/unplug";
import { cx } from "#components/ui/cx.ts";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import type { CaptureKind } from "#lib/model/capture.ts";

const METHOD_COLORS: Record<string, string> = {
  GET: "text-info",
  POST: "text-good",
  PUT: "text-warn",
  PATCH: "text-violet",
  DELETE: "text-bad",
};

/** A method in its own word; the colour only helps the eye. Cut to the room there is, unless `whole`. */
export function Method({ name, whole = false, className }: { name: string; whole?: boolean; className?: string }) {
  return (
    <span
      className={cx(
        whole ? "mono" : "clipped inline-block",
        "font-semibold",
        METHOD_COLORS[name] ?? "text-soft",
        className,
      )}
      title={whole || name.length <= 7 ? undefined : name}
    >
      {name}
    </span>
  );
}

/** The tone of a status: its first digit. */
export function statusTone(status: number): Tone {
  if (status >= 500) return "bad";
  if (status >= 400) return "warn";
  if (status >= 300) return "info";
  return status >= 200 ? "good" : "plain";
}

/** The status that was answered; 0 stands for a sender that was given none. */
export function Status({ code }: { code: number }) {
  if (code === 0) return <Tag tone="plain">no reply</Tag>;
  return (
    <Tag tone={statusTone(code)} className="mono">
      {code}
    </Tag>
  );
}

/** Marks what is not a whole message. */
export function KindMark({ kind }: { kind: CaptureKind }) {
  switch (kind) {
    case "message":
      return null;
    case "rejected":
      return (
        <Tag tone="warn">
          <FileWarning aria-hidden className="size-3" />
          rejected
        </Tag>
      );
    case "malformed":
      return (
        <Tag tone="bad">
          <Unplug aria-hidden className="size-3" />
          malformed
        </Tag>
      );
  }
}
