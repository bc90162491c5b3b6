import { Lost } from "#components/site/lost.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export default function NotFound() {
  return (
    <Lost
      code="404"
      title="There is no page here"
      actions={
        <a href="/" className={buttonClass("primary")}>
          To the front page
        </a>
      }
    >
      The address may be mistyped. A bin's dashboard is at <code className="mono text-sm">/bins/…</code>; the bin's own
      address is for senders.
    </Lost>
  );
}
