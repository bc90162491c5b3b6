import "@fontsource-variable/geist/wght.css";
import "@fontsource-variable/geist-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { PageReady } from "#components/site/page-ready.tsx";
import { readTheme, THEME_COOKIE } from "#components/site/theme.ts";
import { Hints } from "#components/ui/hints.tsx";
import { Toasts } from "#components/ui/toasts.tsx";
import { publicUrl } from "#lib/access/origin.ts";

/** At each request, since only the running server knows under which address it is reached. */
export function generateMetadata(): Metadata {
  return { ...METADATA, metadataBase: new URL(publicUrl()) };
}

const METADATA: Metadata = {
  title: { default: "Wirebin: see every request exactly as it was sent", template: "%s · Wirebin" },
  description:
    "A request bin that keeps every HTTP request exactly as it came, shows it live, answers as told and sends it on.",
  applicationName: "Wirebin",
  manifest: "/manifest.webmanifest",
  icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/apple-touch-icon.png" },
  openGraph: { type: "website", siteName: "Wirebin", images: [{ url: "/social.png", width: 1200, height: 630 }] },
  twitter: { card: "summary_large_image", images: ["/social.png"] },
  referrer: "no-referrer",
  formatDetection: { telephone: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0e0c0b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body>
        {children}
        <Hints />
        <Toasts />
        <PageReady />
      </body>
    </html>
  );
}
