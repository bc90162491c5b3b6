-- CreateTable
CREATE TABLE "Target" (
    "id" TEXT NOT NULL,
    "binNo" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "ratePerSecond" DOUBLE PRECISION,
    "saved" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "rateAt" TIMESTAMP(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "openUntil" TIMESTAMP(3),

    CONSTRAINT "Target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Forward" (
    "id" TEXT NOT NULL,
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
    "createdAt" TIMESTAMP(3) NOT NULL,
    "cursor" BIGINT NOT NULL,
    "missed" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "Forward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Replay" (
    "id" TEXT NOT NULL,
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
    "nextAt" TIMESTAMP(3),
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "leaseBy" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "edits" TEXT,
    "seqs" TEXT NOT NULL,

    CONSTRAINT "Replay_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "Delivery"
    ALTER COLUMN "captureSeq" TYPE BIGINT,
    ADD COLUMN "via" TEXT NOT NULL DEFAULT 'resend',
    ADD COLUMN "reason" TEXT,
    ADD COLUMN "targetId" TEXT,
    ADD COLUMN "forwardId" TEXT,
    ADD COLUMN "replayId" TEXT,
    ADD COLUMN "suffix" TEXT,
    ADD COLUMN "retry" TEXT,
    ADD COLUMN "nextAt" TIMESTAMP(3),
    ADD COLUMN "leaseBy" TEXT,
    ADD COLUMN "leaseUntil" TIMESTAMP(3),
    ADD COLUMN "startedAt" TIMESTAMP(3),
    ADD COLUMN "attemptCount" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "attemptBase" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "hops" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "bodyBytes" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "answerBytes" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "ownBody" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN "request" TEXT;

UPDATE "Delivery" SET "bodyBytes" = octet_length("body"),
    "attemptCount" = (SELECT coalesce(max("number"), 0) FROM "Attempt" WHERE "deliveryId" = "Delivery"."id");

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
CREATE INDEX "Delivery_binNo_createdAt_idx" ON "Delivery"("binNo", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_binNo_state_createdAt_idx" ON "Delivery"("binNo", "state", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_targetId_state_nextAt_idx" ON "Delivery"("targetId", "state", "nextAt");

-- CreateIndex
CREATE INDEX "Delivery_replayId_state_idx" ON "Delivery"("replayId", "state");

-- CreateIndex
CREATE INDEX "Delivery_leaseUntil_idx" ON "Delivery"("leaseUntil");

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Forward" ADD CONSTRAINT "Forward_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Forward" ADD CONSTRAINT "Forward_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Replay" ADD CONSTRAINT "Replay_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Replay" ADD CONSTRAINT "Replay_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_forwardId_fkey" FOREIGN KEY ("forwardId") REFERENCES "Forward"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_replayId_fkey" FOREIGN KEY ("replayId") REFERENCES "Replay"("id") ON DELETE SET NULL ON UPDATE CASCADE;
