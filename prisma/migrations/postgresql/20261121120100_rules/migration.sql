-- CreateTable
CREATE TABLE "RuleSet" (
    "binNo" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RuleSet_pkey" PRIMARY KEY ("binNo")
);

-- CreateTable
CREATE TABLE "RuleCounter" (
    "binNo" INTEGER NOT NULL,
    "ruleId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "usedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RuleCounter_pkey" PRIMARY KEY ("binNo","ruleId","scope")
);

-- AddForeignKey
ALTER TABLE "RuleSet" ADD CONSTRAINT "RuleSet_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleCounter" ADD CONSTRAINT "RuleCounter_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which captures a rule answered, and how many. Partial, so that captures without a rule pay nothing for it (Prisma's models cannot say that).
CREATE INDEX "Capture_ruleId_idx" ON "Capture"("binNo", "ruleId", "seq") WHERE "ruleId" IS NOT NULL;
