-- CreateTable
CREATE TABLE "Mark" (
    "binNo" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "pinned" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Mark_pkey" PRIMARY KEY ("binNo","seq")
);

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;
