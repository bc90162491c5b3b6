import { Method, Status } from "#components/bin/marks.tsx";

const HEADERS: [string, string][] = [
  ["Host", "localhost:3000"],
  ["X-GitHub-Event", "push"],
  ["X-Hub-Signature-256", "sha256=d57c68ca6f92289e6987…"],
  ["x-dup", "1"],
  ["X-Dup", "2"],
];

/** One request on its way through: sent, kept to the byte, answered, sent on. A picture of the product made of its own pieces. */
export function WireStory() {
  return (
    <figure
      aria-label="A captured request as Wirebin shows it"
      className="overflow-hidden rounded-xl border bg-surface text-sm shadow-high"
    >
      <div className="flex items-center gap-3 border-b bg-sunken px-4 py-2.5">
        <Method name="POST" className="text-xs" />
        <span className="clipped min-w-0 flex-1">{"/hooks//push%2Fmain?x=1&x=2"}</span>
        <Status code={200} />
      </div>
      <div className="grid sm:grid-cols-2">
        <dl className="mono border-b p-4 text-xs leading-6 sm:border-r sm:border-b-0">
          {HEADERS.map(([name, value]) => (
            <div key={name} className="flex gap-2">
              <dt className="shrink-0 text-soft">{name}:</dt>
              <dd className="truncate text-ink">{value}</dd>
            </div>
          ))}
        </dl>
        <pre className="p-4 text-xs leading-6">
          <code>
            {"{\n  "}
            <span className="text-info">"ref"</span>
            {": "}
            <span className="text-good">"refs/heads/main"</span>
            {",\n  "}
            <span className="text-info">"id"</span>
            {": "}
            <span className="text-violet">9007199254740993</span>
            {",\n  "}
            <span className="text-info">"forced"</span>
            {": "}
            <span className="text-warn">false</span>
            {"\n}"}
          </code>
        </pre>
      </div>
    </figure>
  );
}
