"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

const PAGE = 200;

/** Rows and cells; the first row reads as the head. */
export function TableView({ rows }: { rows: string[][] }) {
  const [shown, setShown] = useState(PAGE);
  const [head = [], ...body] = rows;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                key={index}
                scope="col"
                className="verbatim border-b bg-sunken px-3 py-1.5 text-left font-medium text-soft"
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, shown).map((cells, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={index} className="border-b last:border-b-0 hover:bg-hover">
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <td key={column} className="verbatim max-w-96 px-3 py-1 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {body.length > shown ? (
        <Button look="ghost" className="m-2" onClick={() => setShown(shown + PAGE * 5)}>
          Show more of {body.length} rows
        </Button>
      ) : null}
    </div>
  );
}
