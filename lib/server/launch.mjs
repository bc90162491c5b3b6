// npm start: builds when the sources changed since the last build, then becomes the server, in this very process.
import path from "node:path";
import { build, isBuilt } from "./build.mjs";

process.chdir(path.resolve(import.meta.dirname, "../.."));

if (!isBuilt()) {
  // For people; standard output is for the log alone.
  process.stderr.write("Building Wirebin; later starts take seconds.\n");
  await build();
}
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
await import("../../dist/server.js");
