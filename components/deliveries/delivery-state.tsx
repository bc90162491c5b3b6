import CircleCheck from "lucide-react/icons/circle-check";
import CircleHelp from "lucide-react/icons/circle-question-mark";
import CircleX from "lucide-react/icons/circle-x";
import Clock3 from "lucide-react/icons/clock-3";
import MailX from "lucide-react/icons/mail-x";
import { cx } from "#components/ui/cx.ts";
import type { Delivery } from "#lib/model/delivery.ts";

const STATES = {
  succeeded: { word: "Succeeded", Icon: CircleCheck, look: "text-good" },
  failed: { word: "Failed", Icon: CircleX, look: "text-bad" },
  dead: { word: "Dead letter", Icon: MailX, look: "text-bad" },
  waiting: { word: "Waiting", Icon: Clock3, look: "text-warn" },
} as const;

/** A browser tells a page next to nothing when it cannot read an answer. */
const UNKNOWN = { word: "Not known", Icon: CircleHelp, look: "text-warn" } as const;

function standOf({ state, via, attempts }: Delivery) {
  const isUnknown = via === "browser" && attempts.at(-1)?.status === undefined;
  return isUnknown ? UNKNOWN : STATES[state];
}

/** How a delivery stands, as a sentence: "Failed, answered 503: POST http://localhost:8080/hook". */
export function sayDelivery(delivery: Delivery): string {
  const { method, url, attempts } = delivery;
  const status = attempts.at(-1)?.status;
  return `${standOf(delivery).word}${status === undefined ? "" : `, answered ${status}`}: ${method} ${url.slice(0, 120)}`;
}

/** How a delivery stands, in a word. */
export function DeliveryStateMark({ delivery }: { delivery: Delivery }) {
  const { word, Icon, look } = standOf(delivery);
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap", look)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}
