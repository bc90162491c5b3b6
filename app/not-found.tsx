import Link from "next/link";
import { Lost } from "#components/site/lost.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export default function NotFound() {
  return (
    <Lost
      code="404"
      title="There is no page here"
      actions={
        <Link href="/" prefetch={false} className={buttonClass("primary")}>
          To the front page
        </Link>
      }
    >
      The address may be mistyped. A bin's dashboard is at <code className="mono text-sm">/bins/…</code>; the bin's own
      address is for senders.
    </Lost>
  );
}
