import Binary from "lucide-react/icons/binary";
import Radio from "lucide-react/icons/radio";
import Reply from "lucide-react/icons/reply";
import Send from "lucide-react/icons/send";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import type { OwnedBin } from "#lib/model/bin.ts";
import { MyBins } from "./my-bins.tsx";
import { NewBin } from "./new-bin.tsx";
import { SiteHeader } from "./site-header.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { WireStory } from "./wire-story.tsx";

const PROMISES = [
  {
    Icon: Binary,
    title: "What you see is what was sent",
    text: "Header case, order and repeats, the raw target, every byte of the body. Signatures still verify.",
  },
  {
    Icon: Radio,
    title: "Live, without gaps",
    text: "Each request is on your screen the moment it is stored. Come back after a break and nothing is missing.",
  },
  {
    Icon: Reply,
    title: "Answers as you say",
    text: "Any status, headers, body and delay. See how a sender behaves when you are slow, full or broken.",
  },
  {
    Icon: Send,
    title: "Sends it on",
    text: "Resend to your own machine or anywhere, as it was or edited, and read what came back.",
  },
] as const;

export function FrontPage({ bins }: { bins?: readonly OwnedBin[] | undefined }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader>
        <span className="flex items-center gap-1">
          <PaletteButton />
          <ThemeMenu />
        </span>
      </SiteHeader>
      <main className="mx-auto w-full max-w-6xl flex-1 px-5 pb-16">
        <div className="grid items-start gap-x-14 gap-y-10 pt-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,29rem)] lg:pt-16">
          <div>
            <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">
              See every request, exactly as it was sent.
            </h1>
            <p className="mt-5 mb-8 max-w-xl text-lg text-soft text-pretty">
              Make an address, point a webhook at it, and watch what really arrives: byte for byte, live, with a reply
              of your choosing.
            </p>
            <NewBin />
          </div>
          <MyBins initial={bins} />
        </div>
        <div className="mt-16 grid items-center gap-x-14 gap-y-10 border-t pt-14 lg:grid-cols-2">
          <WireStory />
          <ul className="grid gap-x-8 gap-y-7 sm:grid-cols-2">
            {PROMISES.map(({ Icon, title, text }) => (
              <li key={title}>
                <Icon aria-hidden className="mb-2.5 size-5 text-accent" />
                <h2 className="text-base font-semibold">{title}</h2>
                <p className="mt-1 text-sm text-soft text-pretty">{text}</p>
              </li>
            ))}
          </ul>
        </div>
      </main>
    </div>
  );
}
