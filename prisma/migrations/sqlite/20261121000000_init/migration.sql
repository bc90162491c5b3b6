-- CreateTable
CREATE TABLE "Bin" (
    "no" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "keyHash" BLOB NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "reply" TEXT NOT NULL,
    "keepCaptures" INTEGER NOT NULL,
    "keepDays" REAL NOT NULL,
    "keepBytes" BIGINT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME NOT NULL,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "dropped" INTEGER NOT NULL DEFAULT 0,
    "droppedSince" DATETIME
);

-- CreateTable
CREATE TABLE "Capture" (
    "binNo" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
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

-- CreateTable
CREATE TABLE "Session" (
    "hash" BLOB NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Owner" (
    "sessionHash" BLOB NOT NULL,
    "binNo" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("sessionHash", "binNo"),
    CONSTRAINT "Owner_sessionHash_fkey" FOREIGN KEY ("sessionHash") REFERENCES "Session" ("hash") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Owner_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "binNo" INTEGER NOT NULL,
    "captureSeq" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    CONSTRAINT "Delivery_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
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
    "body" BLOB,

    PRIMARY KEY ("deliveryId", "number"),
    CONSTRAINT "Attempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Bin_id_key" ON "Bin"("id");

-- CreateIndex
CREATE INDEX "Owner_binNo_idx" ON "Owner"("binNo");

-- CreateIndex
CREATE INDEX "Delivery_binNo_captureSeq_idx" ON "Delivery"("binNo", "captureSeq");
