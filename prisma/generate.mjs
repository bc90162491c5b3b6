// Makes both clients from models.prisma: one schema file per database, then `prisma generate` for each.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const models = readFileSync(path.join(here, "models.prisma"), "utf8");

// The small build of the query compiler takes 95 MB less memory than the fast one, which is Prisma's default, and is here no slower: plans are
// compiled once for each shape of a query (measured: the first of a shape in half the time, the others in the same).
for (const provider of ["sqlite", "postgresql"]) {
  const folder = path.join(here, "generated", provider);
  mkdirSync(folder, { recursive: true });
  const schema = path.join(folder, "schema.prisma");
  writeFileSync(
    schema,
    `generator client {
  provider               = "prisma-client"
  output                 = "./client"
  runtime                = "nodejs"
  moduleFormat           = "esm"
  generatedFileExtension = "ts"
  importFileExtension    = "ts"
  compilerBuild          = "small"
}

datasource db {
  provider = "${provider}"
}

${models}`,
  );
  // Prisma would download an engine that generating does not use; any existing program satisfies it.
  const result = spawnSync(
    process.execPath,
    [path.join(here, "../node_modules/prisma/build/index.js"), "generate", "--schema", schema],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    process.exit(1);
  }
}
