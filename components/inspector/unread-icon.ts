/** The page's icon with a number in its corner: legible at 16 pixels, so one figure, then "9+". */
export function unreadIcon(unread: number): string {
  const text = unread > 9 ? "9+" : String(unread);
  const size = unread > 9 ? 12 : 15;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none"><rect width="32" height="32" rx="7.5" fill="#1c1714"/><path d="M6 13v6a4.75 4.75 0 0 0 9.5 0v-4.25m0 4.25a4.75 4.75 0 0 0 9.5 0v-2.25" stroke="#f5f2ef" stroke-width="2.9" stroke-linecap="round" stroke-linejoin="round"/><circle cx="22" cy="10" r="10" fill="#f08a45"/><text x="22" y="${10 + size * 0.36}" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="${size}" fill="#1c1714">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
