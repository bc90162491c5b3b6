"use client";
import { QRCodeSVG } from "qrcode.react";

/** Black on white in both themes: cameras want it so. */
export function QrPicture({ text }: { text: string }) {
  return (
    <div className="rounded-md bg-paper p-3">
      <QRCodeSVG value={text} size={184} marginSize={0} title={`QR code of ${text}`} />
    </div>
  );
}
