"use client";
import ArrowLeft from "lucide-react/icons/arrow-left";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import type { SyntheticEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Shown } from "../use-shown.ts";
import { CaptureDetail, type CaptureDetailProps } from "./capture-detail.tsx";

export type DetailPaneProps = Omit<CaptureDetailProps, "bin" | "summary" | "loaded" | "onRetry"> & {
  bin: Bin | null;
  shown: Shown;
  /** On a phone the list may stand in its place. */
  covered: boolean;
  onBack: () => void;
  onStep: (to: "next" | "previous") => void;
  /** The reader works in what is shown: what arrives does not take its place. */
  onWork: () => void;
};

/** Those that move through a body, a tree or tabs. */
const WORKING_KEYS = new Set([
  ...["Enter", " ", "PageUp", "PageDown", "Home", "End"],
  ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
]);

/** One capture in full, or why there is none. */
export function DetailPane({ bin, shown, covered, onBack, onStep, onWork, ...detail }: DetailPaneProps) {
  const { summary, loaded, retry } = shown;
  // A tab is chosen for every capture that is to come, too.
  const notice = ({ target }: SyntheticEvent) =>
    target instanceof Element && target.closest("[role=tablist]") === null && onWork();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only takes notice of what is done inside
    <div
      onPointerDown={notice}
      onWheel={notice}
      onTouchMove={notice}
      onInput={notice}
      onKeyDown={(event) => WORKING_KEYS.has(event.key) && notice(event)}
      className={cx("flex min-h-0 min-w-0 flex-1 flex-col", covered && "max-md:hidden")}
    >
      <div className="flex h-strip shrink-0 items-center border-b bg-surface px-1.5 md:hidden">
        <Button look="ghost" icon={<ArrowLeft aria-hidden className="size-4" />} onClick={onBack} className="mr-auto">
          Captures
        </Button>
        <IconButton
          label="Newer capture"
          icon={<ChevronUp aria-hidden className="size-4.5" />}
          onClick={() => onStep("previous")}
        />
        <IconButton
          label="Older capture"
          icon={<ChevronDown aria-hidden className="size-4.5" />}
          onClick={() => onStep("next")}
        />
      </div>
      {bin && summary ? (
        <CaptureDetail bin={bin} summary={summary} loaded={loaded} onRetry={retry} {...detail} />
      ) : (
        <NoDetail shown={shown} />
      )}
    </div>
  );
}

function NoDetail({ shown: { seq, loaded, retry } }: { shown: Shown }) {
  if (seq === null) return <Hint>Choose a capture to see it here.</Hint>;
  if (loaded.kind === "missing") {
    return (
      <Problem title="This capture is no longer here">
        It was deleted, or made room for newer ones. Choose another one from the list.
      </Problem>
    );
  }
  if (loaded.kind === "failed") {
    return (
      <Problem title="This capture could not be loaded" onRetry={retry}>
        {loaded.problem}
      </Problem>
    );
  }
  return <Hint>Loading…</Hint>;
}

function Hint({ children }: { children: string }) {
  return <p className="m-auto px-6 text-center text-sm text-faint">{children}</p>;
}
