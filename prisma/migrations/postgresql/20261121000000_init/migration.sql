-- CreateTable
CREATE TABLE "Bin" (
    "no" SERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "keyHash" BYTEA NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "reply" TEXT NOT NULL,
    "keepCaptures" INTEGER NOT NULL,
    "keepDays" DOUBLE PRECISION NOT NULL,
    "keepBytes" BIGINT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3) NOT NULL,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "dropped" INTEGER NOT NULL DEFAULT 0,
    "droppedSince" TIMESTAMP(3),

    CONSTRAINT "Bin_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "Capture" (
    "binNo" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,
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
    "body" BYTEA NOT NULL,

    CONSTRAINT "Capture_pkey" PRIMARY KEY ("binNo","seq")
);

-- CreateTable
CREATE TABLE "Session" (
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Owner" (
    "sessionHash" BYTEA NOT NULL,
    "binNo" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Owner_pkey" PRIMARY KEY ("sessionHash","binNo")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "binNo" INTEGER NOT NULL,
    "captureSeq" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "durationMs" DOUBLE PRECISION NOT NULL,
    "status" INTEGER,
    "headers" TEXT,
    "truncated" BOOLEAN NOT NULL DEFAULT false,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "timings" TEXT,
    "body" BYTEA,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("deliveryId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "Bin_id_key" ON "Bin"("id");

-- CreateIndex
CREATE INDEX "Owner_binNo_idx" ON "Owner"("binNo");

-- CreateIndex
CREATE INDEX "Delivery_binNo_captureSeq_idx" ON "Delivery"("binNo", "captureSeq");

-- AddForeignKey
ALTER TABLE "Capture" ADD CONSTRAINT "Capture_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Owner" ADD CONSTRAINT "Owner_sessionHash_fkey" FOREIGN KEY ("sessionHash") REFERENCES "Session"("hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Owner" ADD CONSTRAINT "Owner_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Bodies arrive compressed or short-lived: keep them out of line, as they are, so that lists never read them.
ALTER TABLE "Capture" ALTER COLUMN "body" SET STORAGE EXTERNAL;
