-- At 8,000 captures a second a bin would come to the end of 32 bits in three days. SQLite stores wide numbers in any case; Prisma's client
-- goes by the name of the type.

-- Columns rather than tables, because dropping a table deletes what refers to it.
ALTER TABLE "Bin" ADD COLUMN "wide_lastSeq" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Bin" ADD COLUMN "wide_total" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Bin" ADD COLUMN "wide_dropped" BIGINT NOT NULL DEFAULT 0;
UPDATE "Bin" SET "wide_lastSeq" = "lastSeq", "wide_total" = "total", "wide_dropped" = "dropped";
ALTER TABLE "Bin" DROP COLUMN "lastSeq";
ALTER TABLE "Bin" DROP COLUMN "total";
ALTER TABLE "Bin" DROP COLUMN "dropped";
ALTER TABLE "Bin" RENAME COLUMN "wide_lastSeq" TO "lastSeq";
ALTER TABLE "Bin" RENAME COLUMN "wide_total" TO "total";
ALTER TABLE "Bin" RENAME COLUMN "wide_dropped" TO "dropped";

-- RedefineTables
CREATE TABLE "new_Capture" (
    "binNo" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "method" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "httpVersion" TEXT NOT NULL,
    "exact" BOOLEAN NOT NULL,
    "remoteIp" TEXT NOT NULL,
    "contentType" TEXT,
    "userAgent" TEXT,
    "preview" TEXT,
    "reason" TEXT,
    "replyStatus" INTEGER NOT NULL,
    "replyHeaders" TEXT NOT NULL,
    "ruleId" TEXT,
    "bodyBytes" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "trailers" TEXT NOT NULL,
    "body" BLOB NOT NULL,

    PRIMARY KEY ("binNo", "seq"),
    CONSTRAINT "Capture_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Capture" SELECT "binNo", "seq", "id", "kind", "receivedAt", "method", "target", "httpVersion", "exact", "remoteIp",
    "contentType", "userAgent", "preview", "reason", "replyStatus", "replyHeaders", "ruleId", "bodyBytes", "headers", "trailers", "body"
    FROM "Capture" ORDER BY rowid;
DROP TABLE "Capture";
ALTER TABLE "new_Capture" RENAME TO "Capture";
CREATE INDEX "Capture_ruleId_idx" ON "Capture"("binNo", "ruleId", "seq") WHERE "ruleId" IS NOT NULL;

CREATE TABLE "new_Mark" (
    "binNo" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "pinned" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "changedAt" DATETIME NOT NULL,

    PRIMARY KEY ("binNo", "seq"),
    CONSTRAINT "Mark_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Mark" SELECT "binNo", "seq", "pinned", "note", "size", "changedAt" FROM "Mark";
DROP TABLE "Mark";
ALTER TABLE "new_Mark" RENAME TO "Mark";

CREATE TABLE "new_RuleCounter" (
    "binNo" INTEGER NOT NULL,
    "ruleId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "usedAt" DATETIME NOT NULL,

    PRIMARY KEY ("binNo", "ruleId", "scope"),
    CONSTRAINT "RuleCounter_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_RuleCounter" SELECT "binNo", "ruleId", "scope", "count", "usedAt" FROM "RuleCounter";
DROP TABLE "RuleCounter";
ALTER TABLE "new_RuleCounter" RENAME TO "RuleCounter";
