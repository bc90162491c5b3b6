-- A dead letter can be sent again without end, and a bin may keep all that its targets answer. SQLite stores wide numbers in any case. Prisma's
-- client goes by the name of the type.

-- RedefineTables: the body stays the last column. Renamed rather than altered, because dropping a table deletes what refers to it.
ALTER TABLE "Attempt" RENAME TO "old_Attempt";
ALTER TABLE "Delivery" RENAME TO "old_Delivery";
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "binNo" INTEGER NOT NULL,
    "captureSeq" BIGINT NOT NULL,
    "via" TEXT NOT NULL DEFAULT 'resend',
    "url" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "targetId" TEXT,
    "forwardId" TEXT,
    "replayId" TEXT,
    "suffix" TEXT,
    "retry" TEXT,
    "nextAt" DATETIME,
    "leaseBy" TEXT,
    "leaseUntil" DATETIME,
    "startedAt" DATETIME,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "attemptBase" INTEGER NOT NULL DEFAULT 0,
    "hops" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "bodyBytes" INTEGER NOT NULL DEFAULT 0,
    "answerBytes" BIGINT NOT NULL DEFAULT 0,
    "ownBody" BOOLEAN NOT NULL DEFAULT true,
    "headers" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    CONSTRAINT "Delivery_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Delivery_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Delivery_forwardId_fkey" FOREIGN KEY ("forwardId") REFERENCES "Forward" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Delivery_replayId_fkey" FOREIGN KEY ("replayId") REFERENCES "Replay" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE TABLE "Attempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "durationMs" REAL NOT NULL,
    "status" INTEGER,
    "headers" TEXT,
    "truncated" BOOLEAN NOT NULL DEFAULT false,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "timings" TEXT,
    "request" TEXT,
    "body" BLOB,

    PRIMARY KEY ("deliveryId", "number"),
    CONSTRAINT "Attempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "Delivery" (
    "id", "binNo", "captureSeq", "via", "url", "method", "state", "reason", "targetId", "forwardId", "replayId", "suffix",
    "retry", "nextAt", "leaseBy", "leaseUntil", "startedAt", "attemptCount", "attemptBase", "hops", "createdAt", "bodyBytes",
    "answerBytes", "ownBody", "headers", "body"
) SELECT
    "id", "binNo", "captureSeq", "via", "url", "method", "state", "reason", "targetId", "forwardId", "replayId", "suffix",
    "retry", "nextAt", "leaseBy", "leaseUntil", "startedAt", "attemptCount", "attemptBase", "hops", "createdAt", "bodyBytes",
    "answerBytes", "ownBody", "headers", "body"
    FROM "old_Delivery" ORDER BY rowid;
INSERT INTO "Attempt" (
    "deliveryId", "number", "startedAt", "durationMs", "status", "headers", "truncated", "errorCode", "errorMessage", "timings",
    "request", "body"
) SELECT
    "deliveryId", "number", "startedAt", "durationMs", "status", "headers", "truncated", "errorCode", "errorMessage", "timings",
    "request", "body"
    FROM "old_Attempt" ORDER BY rowid;
DROP TABLE "old_Attempt";
DROP TABLE "old_Delivery";

CREATE UNIQUE INDEX "Delivery_forwardId_captureSeq_key" ON "Delivery"("forwardId", "captureSeq");
CREATE INDEX "Delivery_binNo_captureSeq_idx" ON "Delivery"("binNo", "captureSeq");
CREATE INDEX "Delivery_binNo_createdAt_idx" ON "Delivery"("binNo", "createdAt");
CREATE INDEX "Delivery_binNo_state_createdAt_idx" ON "Delivery"("binNo", "state", "createdAt");
CREATE INDEX "Delivery_targetId_state_nextAt_idx" ON "Delivery"("targetId", "state", "nextAt");
CREATE INDEX "Delivery_replayId_state_idx" ON "Delivery"("replayId", "state");
CREATE INDEX "Delivery_leaseUntil_idx" ON "Delivery"("leaseUntil");
