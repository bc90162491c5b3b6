"use client";
import { lazy, Suspense } from "react";
import { forgetKey } from "#components/bin/keys.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { showDone } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture } from "#lib/model/capture.ts";
import { api } from "./session/api.ts";
import type { SessionHandle } from "./session/use-session.ts";

const ReplyWindow = lazy(async () => ({ default: (await import("./windows/reply-window.tsx")).ReplyWindow }));
const ResendWindow = lazy(async () => ({ default: (await import("./windows/resend-window.tsx")).ResendWindow }));
const SettingsWindow = lazy(async () => ({ default: (await import("./windows/settings-window.tsx")).SettingsWindow }));
const HelpWindow = lazy(async () => ({ default: (await import("./windows/help-window.tsx")).HelpWindow }));

export type InspectorWindow = "reply" | "settings" | "help" | "resend" | "delete-captures" | "delete-bin";

export type InspectorWindowsProps = {
  /** The window that is open. Each is loaded when first opened. */
  which: InspectorWindow | null;
  onChange: (which: InspectorWindow | null) => void;
  bin: Bin;
  capture: Capture | null;
  total: number;
  onDelivery: SessionHandle["onDelivery"];
  onBinChanged: (bin: Bin) => void;
  onDeletedAll: () => void;
};

export function InspectorWindows(props: InspectorWindowsProps) {
  const { which, onChange, bin, capture, total, onDelivery, onBinChanged, onDeletedAll } = props;
  const shared = { open: true, onOpenChange: (open: boolean) => !open && onChange(null) };
  return (
    <>
      <Suspense fallback={null}>
        {which === "reply" ? <ReplyWindow {...shared} bin={bin} onSaved={onBinChanged} /> : null}
        {which === "settings" ? (
          <SettingsWindow {...shared} bin={bin} onSaved={onBinChanged} onDelete={() => onChange("delete-bin")} />
        ) : null}
        {which === "help" ? <HelpWindow {...shared} /> : null}
        {which === "resend" && capture ? (
          <ResendWindow key={capture.seq} {...shared} bin={bin} capture={capture} onDelivery={onDelivery} />
        ) : null}
      </Suspense>
      <ConfirmDialog
        open={which === "delete-captures"}
        onOpenChange={shared.onOpenChange}
        title={`Delete all ${formatCount(total)} captures?`}
        action="Delete all captures"
        typed="delete all"
        onConfirm={async () => {
          await api.deleteCaptures(bin.id);
          onDeletedAll();
          showDone("All captures are deleted");
        }}
      >
        They are gone for good. The bin, its address and its reply stay as they are.
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
        {formatCount(total)} captures are gone for good.
      </ConfirmDialog>
    </>
  );
}
