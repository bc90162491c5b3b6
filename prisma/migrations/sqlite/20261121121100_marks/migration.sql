-- CreateTable
CREATE TABLE "Mark" (
    "binNo" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "pinned" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "changedAt" DATETIME NOT NULL,

    PRIMARY KEY ("binNo", "seq"),
    CONSTRAINT "Mark_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);
