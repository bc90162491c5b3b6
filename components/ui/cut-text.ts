/**
 * The first `most` UTF-16 units of a text, and never half a character: half of one is drawn as something else by the server than by the
 * browser, which then throws the page away and draws it anew.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? most - 1 : most);
}
