"use client";
import { QRCodeSVG } from "qrcode.react";
import { Dialog } from "#components/ui/dialog.tsx";

export type QrWindowProps = { url: string; open: boolean; onOpenChange: (open: boolean) => void };

/** The address for a phone's camera. Black on white in both themes: cameras want it so. */
export function QrWindow({ url, open, onOpenChange }: QrWindowProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Scan to send from a phone" width="max-w-80">
      <div className="mx-auto w-fit rounded-md bg-paper p-3 forced-color-adjust-none">
        <QRCodeSVG value={url} size={216} marginSize={0} title={`QR code of ${url}`} />
      </div>
      <code className="verbatim mt-3 block text-center text-sm text-soft">{url}</code>
    </Dialog>
  );
}
