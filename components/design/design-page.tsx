import Copy from "lucide-react/icons/copy";
import type { ReactNode } from "react";
import { KindMark, Method, Status } from "#components/bin/marks.tsx";
import { Logo, LogoMark } from "#components/site/logo.tsx";
import { SiteHeader } from "#components/site/site-header.tsx";
import { ThemeMenu } from "#components/site/theme-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { OutcomeBar } from "#components/ui/outcome-bar.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { EYES } from "./colour-sight.ts";
import { FieldSamples } from "./field-samples.tsx";
import { COLOURS, MOTIONS, RADII, SHADOWS, SPACES, TEXT_SIZES } from "./tokens.ts";

/** Every token and every piece, as they look here and now. Only npm run dev serves it, at /design. */
export function DesignPage() {
  return (
    <div className="min-h-dvh bg-canvas">
      <SiteHeader>
        <ThemeMenu />
      </SiteHeader>
      <main className="mx-auto flex w-full max-w-6xl flex-col gap-12 px-5 pb-20">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">How Wirebin looks</h1>
          <p className="mt-2 max-w-2xl text-base text-soft text-pretty">
            Tokens are named by what they mean and live in app/globals.css, once for light and once for dark. Pieces
            live in components/ui. Change the theme above and look again.
          </p>
        </div>
        <Part title="Colour">
          <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
            {COLOURS.map(({ group, names }) => (
              <div key={group}>
                <h3 className="mb-2 text-sm text-soft">{group}</h3>
                <ul className="flex flex-col gap-1.5">
                  {names.map((name) => (
                    <li key={name} className="flex items-center gap-3">
                      <span
                        aria-hidden
                        className="size-8 shrink-0 rounded-md border border-line-strong"
                        style={{ backgroundColor: `var(--color-${name})` }}
                      />
                      <code className="text-sm">{name}</code>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </Part>
        <Part title="Type">
          <div className="flex flex-col gap-3">
            {TEXT_SIZES.map((size) => (
              <div key={size} className="flex items-baseline gap-4 overflow-hidden">
                <code className="w-12 shrink-0 text-sm text-faint">{size}</code>
                <span
                  className="truncate"
                  style={{ fontSize: `var(--text-${size})`, lineHeight: `var(--text-${size}--line-height)` }}
                >
                  Exactly as it was sent <span className="mono">x-dup: 1</span>
                </span>
              </div>
            ))}
          </div>
        </Part>
        <Part title="Space: a grid of 4 px, and what it means">
          <ul className="flex flex-col gap-2">
            {SPACES.map(({ name, says }) => (
              <li key={name} className="flex items-center gap-3 text-sm text-soft">
                <span className="w-20 shrink-0">
                  <span
                    aria-hidden
                    className="block h-4 rounded-xs bg-accent"
                    style={{ width: `var(--spacing-${name})` }}
                  />
                </span>
                <span>
                  <code className="text-ink">{name}</code>: {says}
                </span>
              </li>
            ))}
          </ul>
        </Part>
        <Part title="Shape, depth, motion">
          <div className="flex flex-wrap gap-5">
            {RADII.map((name) => (
              <Sample key={name} name={`radius ${name}`}>
                <span
                  className="block size-14 border border-line-strong bg-surface"
                  style={{ borderRadius: `var(--radius-${name})` }}
                />
              </Sample>
            ))}
            {SHADOWS.map((name) => (
              <Sample key={name} name={`shadow ${name}`}>
                <span className="block size-14 rounded-lg bg-surface" style={{ boxShadow: `var(--shadow-${name})` }} />
              </Sample>
            ))}
          </div>
          <ul className="mt-6 flex flex-col gap-1 text-sm text-soft">
            {MOTIONS.map(({ name, says }) => (
              <li key={name}>
                <code className="text-ink">{name}</code>: {says}
              </li>
            ))}
          </ul>
          <p className="mt-2 max-w-2xl text-sm text-soft">
            Where the reader asks for less motion, each of them takes a millisecond, once.
          </p>
        </Part>
        <Part title="Marks: a word always, a colour along with it">
          <div className="flex flex-wrap items-center gap-4">
            <Logo />
            <LogoMark />
            <ColourMarks />
            <Tag>plain</Tag>
            <Tag tone="accent">accent</Tag>
            <Kbd>Esc</Kbd>
          </div>
          <dl className="mt-6 flex flex-col gap-3">
            {Object.entries(EYES).map(([who, matrix]) => (
              <div key={who} className="flex flex-wrap items-center gap-4">
                <dt className="w-40 text-sm text-soft">as a {who} sees them</dt>
                <dd className="flex flex-wrap items-center gap-4" style={{ filter: `url(#${who})` }}>
                  <ColourMarks />
                  <svg aria-hidden="true" className="absolute size-0">
                    <filter id={who} colorInterpolationFilters="linearRGB">
                      <feColorMatrix values={`${matrix.map((row) => `${row.join(" ")} 0 0`).join(" ")} 0 0 0 1 0`} />
                    </filter>
                  </svg>
                </dd>
              </div>
            ))}
          </dl>
        </Part>
        <Part title="Controls">
          <div className="flex flex-wrap items-center gap-3">
            <Button look="primary">Primary</Button>
            <Button>Secondary</Button>
            <Button look="ghost">Ghost</Button>
            <Button look="danger">Danger</Button>
            <Button size="sm">Small</Button>
            <Button look="primary" size="lg">
              Large
            </Button>
            <Button disabled>Disabled</Button>
            <Button busy>Busy</Button>
            <IconButton label="A square with a name" icon={<Copy aria-hidden className="size-4" />} />
          </div>
          <FieldSamples />
        </Part>
        <Part title="Saying something">
          <div className="grid max-w-2xl gap-3">
            <Notice tone="info">Something to know about what is shown here.</Notice>
            <Notice tone="warn">Something is not as one would expect it.</Notice>
            <Notice tone="bad">Something did not work, and what to do about it.</Notice>
            <OutcomeBar total={10} good={6} bad={1} />
            <Skeleton className="h-4 w-2/3" />
          </div>
        </Part>
      </main>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t pt-6">
      <h2 className="mb-5 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Sample({ name, children }: { name: string; children: ReactNode }) {
  return (
    <figure className="flex flex-col items-center gap-2">
      {children}
      <figcaption className="mono text-xs text-soft">{name}</figcaption>
    </figure>
  );
}

/** The marks whose colour tells something. */
function ColourMarks() {
  return (
    <>
      {["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"].map((name) => (
        <Method key={name} name={name} whole />
      ))}
      {[200, 302, 404, 503].map((code) => (
        <Status key={code} code={code} />
      ))}
      <KindMark kind="rejected" />
      <KindMark kind="malformed" />
    </>
  );
}
