"use client";
import { useState } from "react";
import { forgetKey } from "#components/bin/keys.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { showDone } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { PaletteContext } from "./palette/palette-action.ts";
import { ApiProblem, api } from "./session/api.ts";
import type { Heard } from "./session/use-session.ts";

const WINDOW = { name: "This window", floating: true };
const ReplyWindow = lazyPart(async () => (await import("./windows/reply-window.tsx")).ReplyWindow, WINDOW);
const ResendWindow = lazyPart(async () => (await import("./resend/resend-window.tsx")).ResendWindow, WINDOW);
const SettingsWindow = lazyPart(async () => (await import("./windows/settings-window.tsx")).SettingsWindow, WINDOW);
const HelpWindow = lazyPart(async () => (await import("./windows/help-window.tsx")).HelpWindow, WINDOW);

const CompareWindow = lazyPart(async () => (await import("./windows/compare-window.tsx")).CompareWindow, WINDOW);
const TypesWindow = lazyPart(async () => (await import("./windows/types-window.tsx")).TypesWindow, WINDOW);
const ReplayWindow = lazyPart(
  async () => (await import("#components/deliveries/replay-window.tsx")).ReplayWindow,
  WINDOW,
);
const QrWindow = lazyPart(async () => (await import("./windows/qr-window.tsx")).QrWindow, WINDOW);
const InspectorPalette = lazyPart(
  async () => (await import("./palette/inspector-palette.tsx")).InspectorPalette,
  WINDOW,
);

export type InspectorWindow =
  | "reply"
  | "settings"
  | "help"
  | "resend"
  | "compare"
  | "types"
  | "palette"
  | "qr"
  | "resend-chosen"
  | "delete-chosen"
  | "delete-captures"
  | "delete-bin";

export type InspectorWindowsProps = {
  /** The window that is open. Each is loaded when first opened. */
  which: InspectorWindow | null;
  onChange: (which: InspectorWindow | null) => void;
  bin: Bin;
  /** The capture shown. A window that was opened on it keeps it, whatever is shown next. */
  capture: Capture | null;
  /** The captures a window is about that is not about the one shown alone. */
  chosen: readonly number[];
  palette: Omit<PaletteContext, "bin" | "open">;
  total: number;
  heard: Heard;
  onBinChanged: (bin: Bin) => void;
  onDeletedAll: () => void;
  onDeleted: (seqs: readonly number[]) => void;
};

export function InspectorWindows(props: InspectorWindowsProps) {
  const { which, onChange, bin, chosen, total, heard, onBinChanged, onDeletedAll } = props;
  const capture = useSubject(which, props.capture);
  const shared = { open: true, onOpenChange: (open: boolean) => !open && onChange(null) };
  return (
    <>
      {which === "reply" ? <ReplyWindow {...shared} bin={bin} onSaved={onBinChanged} /> : null}
      {which === "settings" ? (
        <SettingsWindow {...shared} bin={bin} onSaved={onBinChanged} onDelete={() => onChange("delete-bin")} />
      ) : null}
      {which === "qr" ? <QrWindow {...shared} url={bin.url} /> : null}
      {which === "help" ? <HelpWindow {...shared} /> : null}
      {which === "resend" && capture ? (
        <ResendWindow key={capture.seq} {...shared} bin={bin} capture={capture} heard={heard} />
      ) : null}
      {which === "compare" ? <CompareWindow key={chosen.join()} {...shared} bin={bin} seqs={chosen} /> : null}
      {which === "types" ? <TypesWindow {...shared} bin={bin.id} seqs={chosen} /> : null}
      {which === "resend-chosen" ? <ReplayWindow {...shared} bin={bin} seqs={chosen} /> : null}
      {which === "palette" ? (
        <InspectorPalette {...shared} context={{ ...props.palette, bin, open: onChange }} />
      ) : null}
      <ConfirmDialog
        open={which === "delete-chosen"}
        onOpenChange={shared.onOpenChange}
        title={chosen.length === 1 ? "Delete the chosen capture?" : `Delete ${formatCount(chosen.length)} captures?`}
        action="Delete the chosen"
        onConfirm={async () => {
          const deleted = await deleteEach(bin.id, chosen);
          props.onDeleted(deleted);
          showDone(
            deleted.length === 1 ? "1 capture is deleted" : `${formatCount(deleted.length)} captures are deleted`,
          );
        }}
      >
        {chosen.length === 1 ? "It is gone for good, pinned or not." : "They are gone for good, pinned ones too."}
      </ConfirmDialog>
      <ConfirmDialog
        open={which === "delete-captures"}
        onOpenChange={shared.onOpenChange}
        title={total === 1 ? "Delete the only capture?" : `Delete all ${formatCount(total)} captures?`}
        action="Delete all captures"
        typed="delete all"
        onConfirm={async () => {
          await api.deleteCaptures(bin.id);
          onDeletedAll();
          showDone("All captures are deleted");
        }}
      >
        {total === 1 ? "It is" : "They are"} gone for good. The bin, its address and its reply stay as they are.
      </ConfirmDialog>
      <ConfirmDialog
        open={which === "delete-bin"}
        onOpenChange={shared.onOpenChange}
        title={`Delete ${bin.title || "this bin"}?`}
        action="Delete this bin"
        typed="delete bin"
        onConfirm={async () => {
          await api.deleteBin(bin.id);
          forgetKey(bin.id);
          // A whole page load: nothing of the deleted bin may stay in memory.
          location.assign("/");
        }}
      >
        <code className="clipped mb-1 block text-sm text-ink">{bin.url}</code> stops answering, and its{" "}
        {total === 1 ? "only capture is" : `${formatCount(total)} captures are`} gone for good.
      </ConfirmDialog>
    </>
  );
}

function useSubject(which: InspectorWindow | null, shown: Capture | null): Capture | null {
  const [subject, setSubject] = useState<{ which: InspectorWindow; capture: Capture } | null>(null);
  if (which === null) {
    if (subject) setSubject(null);
    return null;
  }
  if (subject?.which === which) return subject.capture;
  if (shown) setSubject({ which, capture: shown });
  return shown;
}

/** How many are deleted at once. */
const AT_ONCE = 6;

async function deleteEach(bin: string, seqs: readonly number[]): Promise<readonly number[]> {
  for (let at = 0; at < seqs.length; at += AT_ONCE) {
    await Promise.all(seqs.slice(at, at + AT_ONCE).map((seq) => deleteIfThere(bin, seq)));
  }
  return seqs;
}

/** Somebody else, or the bin's limits, may have been faster. */
async function deleteIfThere(bin: string, seq: number): Promise<void> {
  try {
    await api.deleteCapture(bin, seq);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error;
  }
}
