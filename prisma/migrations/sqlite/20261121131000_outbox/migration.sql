-- CreateTable
CREATE TABLE "Target" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "binNo" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "ratePerSecond" REAL,
    "saved" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "rateAt" DATETIME,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "openUntil" DATETIME,
    CONSTRAINT "Target_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Forward" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "binNo" INTEGER NOT NULL,
    "targetId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "appendPath" BOOLEAN NOT NULL,
    "appendQuery" BOOLEAN NOT NULL,
    "addHeaders" TEXT NOT NULL,
    "dropHeaders" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "retry" TEXT NOT NULL,
    "answerWithinMs" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "cursor" BIGINT NOT NULL,
    "missed" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "Forward_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Forward_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Replay" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "binNo" INTEGER NOT NULL,
    "targetId" TEXT,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "captures" INTEGER NOT NULL,
    "pace" TEXT NOT NULL,
    "retry" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "nextAt" DATETIME,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "leaseBy" TEXT,
    "leaseUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "edits" TEXT,
    "seqs" TEXT NOT NULL,
    CONSTRAINT "Replay_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Replay_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- RedefineTables: the body stays the last column. Renamed rather than altered, because dropping a table deletes what refers to it.
DROP INDEX "Delivery_binNo_captureSeq_idx";
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
    "answerBytes" INTEGER NOT NULL DEFAULT 0,
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
INSERT INTO "Delivery" ("id", "binNo", "captureSeq", "url", "method", "state", "attemptCount", "createdAt", "bodyBytes", "headers", "body")
    SELECT "id", "binNo", "captureSeq", "url", "method", "state",
        (SELECT coalesce(max("number"), 0) FROM "old_Attempt" WHERE "deliveryId" = "old_Delivery"."id"),
        "createdAt", length("body"), "headers", "body" FROM "old_Delivery";
INSERT INTO "Attempt" ("deliveryId", "number", "startedAt", "durationMs", "status", "headers", "truncated", "errorCode", "errorMessage", "timings", "body")
    SELECT "deliveryId", "number", "startedAt", "durationMs", "status", "headers", "truncated", "errorCode", "errorMessage", "timings", "body"
    FROM "old_Attempt";
DROP TABLE "old_Attempt";
DROP TABLE "old_Delivery";

-- CreateIndex
CREATE INDEX "Target_binNo_idx" ON "Target"("binNo");

-- CreateIndex
CREATE INDEX "Forward_binNo_idx" ON "Forward"("binNo");

-- CreateIndex
CREATE INDEX "Forward_targetId_idx" ON "Forward"("targetId");

-- CreateIndex
CREATE INDEX "Replay_binNo_createdAt_idx" ON "Replay"("binNo", "createdAt");

-- CreateIndex
CREATE INDEX "Replay_state_idx" ON "Replay"("state");

-- CreateIndex
CREATE INDEX "Replay_targetId_idx" ON "Replay"("targetId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_forwardId_captureSeq_key" ON "Delivery"("forwardId", "captureSeq");

-- CreateIndex
CREATE INDEX "Delivery_binNo_captureSeq_idx" ON "Delivery"("binNo", "captureSeq");

-- CreateIndex
CREATE INDEX "Delivery_binNo_createdAt_idx" ON "Delivery"("binNo", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_binNo_state_createdAt_idx" ON "Delivery"("binNo", "state", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_targetId_state_nextAt_idx" ON "Delivery"("targetId", "state", "nextAt");

-- CreateIndex
CREATE INDEX "Delivery_replayId_state_idx" ON "Delivery"("replayId", "state");

-- CreateIndex
CREATE INDEX "Delivery_leaseUntil_idx" ON "Delivery"("leaseUntil");
