-- CreateTable
CREATE TABLE "RuleSet" (
    "binNo" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "RuleSet_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RuleCounter" (
    "binNo" INTEGER NOT NULL,
    "ruleId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "usedAt" DATETIME NOT NULL,

    PRIMARY KEY ("binNo", "ruleId", "scope"),
    CONSTRAINT "RuleCounter_binNo_fkey" FOREIGN KEY ("binNo") REFERENCES "Bin" ("no") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Which captures a rule answered, and how many. Partial, so that captures without a rule pay nothing for it; Prisma's models cannot say that.
CREATE INDEX "Capture_ruleId_idx" ON "Capture"("binNo", "ruleId", "seq") WHERE "ruleId" IS NOT NULL;
