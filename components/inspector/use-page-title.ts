"use client";
import { useEffect } from "react";
import { unreadIcon } from "./unread-icon.ts";

/** The tab says how many captures are unread, in words and with its icon. */
export function usePageTitle(title: string, unread: number): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread > 99 ? "99+" : unread}) ` : ""}${title} · Wirebin`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]');
    if (icon) icon.href = unread > 0 ? unreadIcon(unread) : "/icon.svg";
  }, [title, unread]);
}
